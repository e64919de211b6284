"""The S3 server that tests of a shared store stand on does what such servers promise."""

from collections.abc import Iterator

import pytest

from tests.fakes.s3 import BUCKET, S3Server, s3_server, weed

pytestmark = [pytest.mark.cluster, pytest.mark.skipif(not weed(), reason="weed comes with the extra s3")]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    with s3_server(tmp_path_factory.mktemp("s3") / "weed") as started:
        yield started


def test_an_object_is_created_once_and_outlives_its_server(server: S3Server, monkeypatch: pytest.MonkeyPatch) -> None:
    import obstore
    from obstore.store import S3Store

    for name, value in server.environment().items():
        monkeypatch.setenv(name, value)
    store = S3Store(BUCKET, client_options={"allow_http": True})
    obstore.put(store, "a/b", b"un", mode="create")
    with pytest.raises(obstore.exceptions.AlreadyExistsError):
        obstore.put(store, "a/b", b"deux", mode="create")
    server.kill()
    server.start()
    assert bytes(obstore.get(store, "a/b").bytes()) == b"un"


def test_who_may_only_read_is_refused(server: S3Server, monkeypatch: pytest.MonkeyPatch) -> None:
    import obstore
    from obstore.store import S3Store

    for name, value in server.environment("jt-lit").items():
        monkeypatch.setenv(name, value)
    store = S3Store(BUCKET, client_options={"allow_http": True})
    with pytest.raises(obstore.exceptions.PermissionDeniedError):
        obstore.put(store, "a/c", b"un", mode="create")
    assert bytes(obstore.get(store, "pret").bytes()) == b"oui"
