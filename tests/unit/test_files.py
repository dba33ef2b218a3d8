import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from muniment.domain.errors import WorldFault
from muniment.host.errors import (
    AlreadyThere,
    DeviceFailed,
    DiskFull,
    NotFound,
    NotPermitted,
    ReadOnlyPlace,
    os_errors_told,
    told,
)
from muniment.host.files import folder_is_writable, whole_file, whole_folder, write_whole
from muniment.host.unfinished import begun_file, begun_folder, clear_unfinished, private_file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "report.pdf"


def failing_with(code: int) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> Any:
        raise OSError(code, os.strerror(code))

    return fail


def test_the_content_is_there_and_nothing_else(path: Path) -> None:
    write_whole(path, b"content", doing="writing the report")

    assert path.read_bytes() == b"content"
    assert list(path.parent.iterdir()) == [path]


def test_the_file_belongs_to_its_owner_alone(path: Path) -> None:
    old = os.umask(0)
    try:
        write_whole(path, b"content", doing="writing the report")
    finally:
        os.umask(old)

    assert path.stat().st_mode & 0o777 == 0o600


def test_an_old_file_is_replaced(path: Path) -> None:
    path.write_bytes(b"old and longer")

    write_whole(path, b"new", doing="writing the report")

    assert path.read_bytes() == b"new"


def test_an_old_file_is_not_replaced_unless_asked(path: Path) -> None:
    path.write_bytes(b"old")

    with pytest.raises(AlreadyThere, match="writing the report"):
        write_whole(path, b"new", doing="writing the report", overwrite=False)
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]


def test_an_old_file_is_noticed_before_anything_is_written(path: Path) -> None:
    path.touch()

    with pytest.raises(AlreadyThere), whole_file(path, doing="writing the report", overwrite=False):
        pytest.fail("the work was begun")


def test_a_file_that_appears_meanwhile_is_not_replaced(path: Path) -> None:
    with pytest.raises(AlreadyThere), whole_file(path, doing="writing the report", overwrite=False) as file:
        file.write(b"new")
        path.write_bytes(b"somebody else's")

    assert path.read_bytes() == b"somebody else's"
    assert list(path.parent.iterdir()) == [path]


def test_a_new_file_is_made_where_the_disk_has_no_hard_links(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "hardlink_to", failing_with(errno.EPERM))

    write_whole(path, b"content", doing="writing the report", overwrite=False)

    assert path.read_bytes() == b"content"
    assert list(path.parent.iterdir()) == [path]


def test_a_link_that_leads_nowhere_is_something_too(path: Path) -> None:
    path.symlink_to("nowhere")

    with pytest.raises(AlreadyThere):
        write_whole(path, b"new", doing="writing the report", overwrite=False)


def test_a_failure_on_the_way_leaves_the_old_file(path: Path) -> None:
    path.write_bytes(b"old")

    with pytest.raises(KeyboardInterrupt), whole_file(path, doing="writing the report") as file:
        file.write(b"half")
        raise KeyboardInterrupt
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("call", ["os.fsync", "os.replace"])
def test_a_failing_disk_leaves_the_old_file(path: Path, call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(b"old")
    monkeypatch.setattr(f"muniment.host.files.{call}", failing_with(errno.EIO))

    with pytest.raises(DeviceFailed):
        write_whole(path, b"new", doing="writing the report")
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]


def test_the_bytes_are_on_the_disk_before_the_name_and_the_name_before_the_end(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    fsync, replace = os.fsync, os.replace

    def noted_fsync(descriptor: int) -> None:
        calls.append("folder" if os.path.isdir(f"/proc/self/fd/{descriptor}") else "file")  # noqa: PTH112
        fsync(descriptor)

    def noted_replace(source: Path, target: Path) -> None:
        calls.append("rename")
        replace(source, target)

    monkeypatch.setattr("muniment.host.files.os.fsync", noted_fsync)
    monkeypatch.setattr("muniment.host.files.os.replace", noted_replace)
    write_whole(path, b"content", doing="writing the report")

    assert calls == ["file", "rename", "folder"]


def test_the_file_can_be_read_back_before_it_appears(path: Path) -> None:
    with whole_file(path, doing="writing the report") as file:
        file.write(b"content")
        file.seek(0)
        assert file.read() == b"content"
        assert not path.exists()
        assert Path(str(file.name)).parent == path.parent


def test_a_missing_folder_is_said(path: Path) -> None:
    with pytest.raises(NotFound):
        write_whole(path.parent / "nowhere" / "file", b"", doing="writing the report")


def test_a_private_file_is_never_an_old_one(path: Path) -> None:
    path.touch()

    with pytest.raises(FileExistsError):
        private_file(path)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EFBIG, DiskFull),
        (errno.EACCES, NotPermitted),
        (errno.EPERM, NotPermitted),
        (errno.EROFS, ReadOnlyPlace),
        (errno.EIO, DeviceFailed),
        (errno.ENOENT, NotFound),
        (errno.ENODEV, NotFound),
        (errno.EEXIST, AlreadyThere),
        (errno.EMFILE, WorldFault),
    ],
)
def test_each_error_of_the_system_has_its_kind(code: int, kind: type[Exception]) -> None:
    assert type(told(OSError(code, "x", "/home/gulshan/secret"), "writing the report")) is kind


def test_messages_say_what_was_done_and_no_path() -> None:
    with pytest.raises(DiskFull) as caught, os_errors_told("writing the report"):
        raise OSError(errno.ENOSPC, "No space left", "/home/gulshan/secret")

    assert "writing the report" in str(caught.value)
    assert "gulshan" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_a_writable_folder_is_left_as_it_was(tmp_path: Path) -> None:
    assert folder_is_writable(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("code", "writable"), [(errno.EROFS, False), (errno.EACCES, False), (errno.ENOSPC, True)])
def test_a_full_disk_is_not_a_read_only_one(
    tmp_path: Path, code: int, writable: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("muniment.host.files.private_file", failing_with(code))

    assert folder_is_writable(tmp_path) is writable


LEFT = ".0123456789abcdef.part"


def left_file(folder: Path) -> None:
    (folder / LEFT).write_bytes(b"half")


def left_folder(folder: Path) -> None:
    (folder / LEFT).mkdir()
    (folder / LEFT / "keys").write_bytes(b"half")


@pytest.mark.parametrize("leave", [left_file, left_folder])
def test_what_a_killed_program_left_goes_with_the_next_file_written_there(
    path: Path, leave: Callable[[Path], None]
) -> None:
    leave(path.parent)

    write_whole(path, b"content", doing="writing the report")

    assert list(path.parent.iterdir()) == [path]


def test_what_a_killed_program_left_goes_with_the_next_folder_made_there(path: Path) -> None:
    left_file(path.parent)

    with whole_folder(path, doing="making the vault") as making:
        (making / "keys").touch()

    assert list(path.parent.iterdir()) == [path]


def test_what_somebody_is_still_writing_is_left_alone(tmp_path: Path) -> None:
    with begun_file(tmp_path) as (file, _), begun_folder(tmp_path) as folder:
        clear_unfinished(tmp_path)

        assert sorted(tmp_path.iterdir()) == sorted([file, folder])


@pytest.mark.parametrize("name", [".letter.part", "0123456789abcdef.part", ".0123456789abcdef.part.txt"])
def test_files_of_other_programs_are_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()

    clear_unfinished(tmp_path)

    assert (tmp_path / name).exists()


def test_a_link_and_a_folder_with_folders_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / LEFT).symlink_to(tmp_path / "mine")
    (tmp_path / ".fedcba9876543210.part" / "inside").mkdir(parents=True)

    clear_unfinished(tmp_path)

    assert len(list(tmp_path.iterdir())) == 3


def test_a_folder_that_cannot_be_filled_leaves_nothing(path: Path) -> None:
    with pytest.raises(NotFound), whole_folder(path, doing="making the vault") as making:
        (making / "keys").touch()
        (making / "nowhere" / "keys").touch()

    assert list(path.parent.iterdir()) == []


def test_the_current_folder_is_filled_and_keeps_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = tmp_path.stat().st_ino
    with whole_folder(tmp_path, doing="making the vault") as making:
        (making / "keys").write_text("content")
    assert (tmp_path.stat().st_ino, Path("keys").read_text()) == (before, "content")
    assert not making.exists()


def test_a_current_folder_that_is_not_empty_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("letter").write_text("mine")
    with pytest.raises(AlreadyThere), whole_folder(tmp_path, doing="making the vault") as making:
        (making / "letter").write_text("other")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("letter", "mine")]


def test_a_current_folder_that_cannot_be_filled_is_left_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    def fail(_folder: Path) -> None:
        if Path("keys").exists():
            raise OSError(errno.EIO, "failing")

    monkeypatch.setattr("muniment.host.files.fsync_folder", fail)
    with pytest.raises(DeviceFailed), whole_folder(tmp_path, doing="making the vault") as making:
        (making / "keys").touch()
    assert list(tmp_path.iterdir()) == []
