import sqlite3
import threading
from pathlib import Path

import pytest

from kiosk.base.errors import KnownError
from kiosk.storage.backup import back_up, copy_if_absent, copy_into
from kiosk.storage.database import Database, guarded, open_database, writing
from kiosk.storage.migrations import Migrations, migrate


def fill(path: Path, rows: int = 3) -> None:
    db = open_database(path)
    db.table("things").create({"id": int, "text": str}, pk="id")
    db.table("things").insert_all([{"id": n, "text": "x" * 500} for n in range(rows)])
    db.close()


def test_a_new_database_logs_ahead_and_enforces_foreign_keys(tmp_path: Path) -> None:
    db = open_database(tmp_path / "deep" / "new.db")
    assert db.conn.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert db.conn.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert db.conn.execute("PRAGMA synchronous").fetchone() == (2,)
    db.executescript("CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a INTEGER REFERENCES a(id));")
    with pytest.raises(sqlite3.IntegrityError):
        db.execute("INSERT INTO b VALUES (1)")
    db.close()


def test_readonly_leaves_the_file_and_its_folder_alone(tmp_path: Path) -> None:
    source = tmp_path / "source.db"
    fill(source)
    seed = tmp_path / "seed" / "seed.db"
    seed.parent.mkdir()
    db = open_database(source)
    back_up(db, seed)
    db.close()
    before = seed.read_bytes()
    db = open_database(seed, readonly=True)
    assert db.table("things").count == 3
    with pytest.raises(KnownError, match="cannot be opened or written"), guarded(seed):
        db.execute("DELETE FROM things")
    assert [path.name for path in seed.parent.iterdir()] == ["seed.db"]
    db.close()
    assert seed.read_bytes() == before


def test_a_missing_readonly_database_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"no database .*none\.db"):
        open_database(tmp_path / "none.db", readonly=True)
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("readonly", [False, True])
@pytest.mark.parametrize("content", [b"<html>not found</html>" * 100, b"SQLite format 3\x00" + bytes(4080)])
def test_no_database_at_all_is_one_sentence(tmp_path: Path, content: bytes, readonly: bool) -> None:
    path = tmp_path / "odd.db"
    path.write_bytes(content)
    with pytest.raises(KnownError, match="damaged or is no database"):
        open_database(path, readonly=readonly)


def test_a_truncated_database_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "cut.db"
    fill(path, 200)
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(KnownError, match="damaged"):
        open_database(path)


def test_a_flipped_page_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "flip.db"
    fill(path, 200)
    content = bytearray(path.read_bytes())
    content[8192:8292] = b"\xff" * 100
    path.write_bytes(content)
    with pytest.raises(KnownError, match="damaged"):
        open_database(path)


def test_a_locked_database_says_so(tmp_path: Path) -> None:
    path = tmp_path / "locked.db"
    fill(path)
    first, second = open_database(path), open_database(path)
    second.conn.execute("PRAGMA busy_timeout=10")
    first.begin()
    first.execute("INSERT INTO things VALUES (9, 'y')")
    with pytest.raises(KnownError, match="Another program is using"), guarded(path), second.atomic():
        second.execute("INSERT INTO things VALUES (10, 'z')")
    first.rollback()
    first.close()
    second.close()


def test_reading_before_writing_does_not_trip_over_another_writer(tmp_path: Path) -> None:
    path = tmp_path / "shared.db"
    fill(path, 0)
    failed: list[KnownError] = []

    def work() -> None:
        db = open_database(path)
        try:
            for _ in range(10):
                with guarded(path), writing(db):
                    count = db.table("things").count
                    db.execute("INSERT INTO things (id, text) VALUES (?, 'x')", [count])
        except KnownError as error:
            failed.append(error)
        finally:
            db.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    db = open_database(path, readonly=True)
    assert [row["id"] for row in db.query("SELECT id FROM things ORDER BY id")] == list(range(40))
    db.close()


def test_what_fails_half_way_is_undone(tmp_path: Path) -> None:
    fill(tmp_path / "a.db", 1)
    db = open_database(tmp_path / "a.db")
    with pytest.raises(sqlite3.IntegrityError), writing(db):
        db.table("things").insert_all([{"id": 7, "text": "x"}, {"id": 7, "text": "y"}])
    assert db.table("things").count == 1
    db.close()


def test_a_full_disk_leaves_the_database_intact(tmp_path: Path) -> None:
    path = tmp_path / "full.db"
    fill(path)
    db = open_database(path)
    pages = db.conn.execute("PRAGMA page_count").fetchone()[0]
    db.conn.execute(f"PRAGMA max_page_count={pages + 1}")
    rows = [{"id": n, "text": "x" * 500} for n in range(100, 400)]
    with pytest.raises(KnownError, match="is full"), guarded(path), db.atomic():
        db.table("things").insert_all(rows)
    assert db.table("things").count == 3
    db.close()


def test_a_folder_in_the_way_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="cannot be opened"):
        open_database(tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(KnownError, match=r"folder .* cannot be made"):
        open_database(tmp_path / "file" / "a.db")


def test_our_own_mistakes_pass_through(tmp_path: Path) -> None:
    db = open_database(tmp_path / "a.db")
    with pytest.raises(sqlite3.OperationalError, match="no such table"), guarded(tmp_path / "a.db"):
        db.execute("SELECT * FROM absent")
    db.close()


def test_another_thread_may_use_it(tmp_path: Path) -> None:
    fill(tmp_path / "a.db")
    db = open_database(tmp_path / "a.db")
    counts: list[int] = []
    thread = threading.Thread(target=lambda: counts.append(db.table("things").count))
    thread.start()
    thread.join()
    assert counts == [3]
    db.close()


def test_migrations_run_once_and_in_order(tmp_path: Path) -> None:
    steps = Migrations("test")
    ran: list[str] = []

    @steps()
    def first(db: Database) -> None:
        ran.append("first")
        db.execute("CREATE TABLE a (id INTEGER)")

    db = open_database(tmp_path / "a.db")
    migrate(db, steps, tmp_path / "a.db")

    @steps()
    def second(db: Database) -> None:
        ran.append("second")
        db.execute("ALTER TABLE a ADD COLUMN text TEXT")

    migrate(db, steps, tmp_path / "a.db")
    migrate(db, steps, tmp_path / "a.db")
    assert ran == ["first", "second"]
    assert [column.name for column in db.table("a").columns] == ["id", "text"]
    db.close()


def test_a_failed_migration_changes_nothing(tmp_path: Path) -> None:
    steps = Migrations("test")

    @steps()
    def broken(db: Database) -> None:
        db.execute("CREATE TABLE a (id INTEGER)")
        raise RuntimeError("half way")

    db = open_database(tmp_path / "a.db")
    with pytest.raises(RuntimeError):
        migrate(db, steps, tmp_path / "a.db")
    assert not db.table("a").exists()
    assert not steps.applied(db)
    db.close()


def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    newer, older = Migrations("test"), Migrations("test")

    @newer()
    def first(db: Database) -> None:
        db.execute("CREATE TABLE a (id INTEGER)")

    @newer()
    def from_the_future(db: Database) -> None:
        db.execute("CREATE TABLE b (id INTEGER)")

    older(name="first")(first)
    db = open_database(tmp_path / "a.db")
    migrate(db, newer, tmp_path / "a.db")
    with pytest.raises(KnownError, match=r"newer version of Vitrine \(from_the_future\)"):
        migrate(db, older, tmp_path / "a.db")
    db.close()


def test_a_backup_is_one_whole_file_that_replaces_the_last(tmp_path: Path) -> None:
    fill(tmp_path / "a.db")
    db = open_database(tmp_path / "a.db")
    (tmp_path / "out").mkdir()
    back_up(db, tmp_path / "out" / "copy.db")
    db.execute("DELETE FROM things WHERE id = 0")
    back_up(db, tmp_path / "out" / "copy.db")
    db.close()
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["copy.db"]
    copy = open_database(tmp_path / "out" / "copy.db", readonly=True)
    assert copy.table("things").count == 2
    copy.close()


def test_the_first_copy_wins(tmp_path: Path) -> None:
    fill(tmp_path / "a.db", 3)
    fill(tmp_path / "b.db", 5)
    (tmp_path / "out").mkdir()
    first, second = open_database(tmp_path / "a.db"), open_database(tmp_path / "b.db")
    assert copy_if_absent(first, tmp_path / "out" / "copy.db")
    assert not copy_if_absent(second, tmp_path / "out" / "copy.db")
    first.close()
    second.close()
    copy = open_database(tmp_path / "out" / "copy.db", readonly=True)
    assert copy.table("things").count == 3
    copy.close()
    assert {path.name for path in (tmp_path / "out").iterdir()} <= {"copy.db", "copy.db-wal", "copy.db-shm"}


def test_copying_into_an_open_database_is_seen_by_its_other_readers(tmp_path: Path) -> None:
    fill(tmp_path / "new.db", 7)
    fill(tmp_path / "old.db", 3)
    new, old, reader = (open_database(tmp_path / name) for name in ("new.db", "old.db", "old.db"))
    assert reader.table("things").count == 3
    copy_into(new, old, tmp_path / "old.db")
    assert reader.table("things").count == 7
    for db in (new, old, reader):
        db.close()
