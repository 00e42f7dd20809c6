from digest.app.search import search
from digest.model.editions import EditionId
from digest.stores.memory import MemoryStore
from tests.fakes import NOON, a_story, an_edition

YESTERDAY, TODAY = EditionId("2024-03-26/morning"), EditionId("2024-03-27/morning")


def a_store() -> MemoryStore:
    store = MemoryStore()
    for key, text in (
        (YESTERDAY, "市政府召开能源会议。"),
        (TODAY, "能够节约，也是源头活水；市政府说。"),
    ):
        edition = an_edition(key=key, stories=[a_story(text=text)])
        store.publish(edition, documents=(), renditions=(), deliveries=(), inputs={}, now=NOON)
    return store


def test_a_word_of_two_characters_is_found_where_it_stands_whole() -> None:
    (hit,) = search(["能源"], store=a_store(), limit=9)
    assert (hit.edition, hit.text) == (YESTERDAY, "市政府召开能源会议。")


def test_all_words_must_stand_in_the_story_the_latest_comes_first() -> None:
    hits = search(["市政府"], store=a_store(), limit=9)
    assert [hit.edition for hit in hits] == [TODAY, YESTERDAY]
    assert search(["市政府", "火星"], store=a_store(), limit=9) == ()
    assert [hit.edition for hit in search(["市政府 会议"], store=a_store(), limit=9)][-1:] == [
        YESTERDAY
    ]


def test_nothing_is_found_for_nothing() -> None:
    assert search([" "], store=a_store(), limit=9) == ()
