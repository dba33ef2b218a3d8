"""Says what pyproject.toml cannot: every package under desktop/, and the top-level resources/ as muniment.resources."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages("desktop"), "muniment.resources"],
    package_dir={"": "desktop", "muniment.resources": "resources"},
)
