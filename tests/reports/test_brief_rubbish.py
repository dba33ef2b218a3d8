"""What is made for a brief goes with it: a batch of hundreds leaves nothing to be searched for."""

import gc

import pytest
from tests.reports.demo_dossiers import demo_paper

from muniment.reports.typesetting import Job, typeset


@pytest.mark.parametrize("kind", ["brief", "summary"])
def test_an_output_leaves_no_rubbish(kind: str) -> None:
    paper, job = demo_paper("deniz"), Job(kind)
    typeset(paper, job)
    gc.collect()
    gc.disable()
    try:
        typeset(paper, job)
        assert gc.collect() == 0
    finally:
        gc.enable()
