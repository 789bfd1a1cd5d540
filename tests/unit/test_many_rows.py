"""Many entries at once are kept as one by one, on every database."""

from datetime import date, time

from estimator.diary_values import ResolvedEntry

EATEN = [
    ResolvedEntry(
        date=date(2026, 10, 1 + number % 28),
        meal="lunch" if number % 2 else None,
        kind="food",
        item_id="cheese-gouda-young",
        amount=0.1 * (number + 1),
        unit="g",
        quantity=0.1 * (number + 1),
        note="ça va? 100 % %s" if number == 3 else "",
        eaten_at=time(12, number % 60) if number % 3 else None,
        sample=False,
        token=f"row-{number}",
        amount_kind="assumed" if number % 5 == 0 else None,
        typed="Gouda?" if number % 7 == 0 else "",
    )
    for number in range(2345)
]


def kept(entries):
    return {
        one.token: {name: getattr(one, name) for name in ResolvedEntry.__dataclass_fields__}
        for one in entries
    }


def test_entries_of_a_file_are_kept_as_they_were_read(diary, ada):
    store = diary._store
    moment = diary._now()
    with store.write(moment) as writer:
        writer.lock(ada)
        writer.import_file(ada, EATEN, [], [], {})
    with store.read() as reader:
        entries = reader.entries(ada)
    assert kept(entries) == kept(EATEN)
    assert {one.created_at for one in entries} == {moment}
    # Their ids are known, so that all can be undone; and nothing reads as damaged.
    diary.history.undo(ada)
    with store.read() as reader:
        assert reader.entries(ada) == []
    diary.history.redo(ada)
    with store.read() as reader:
        assert kept(reader.entries(ada)) == kept(EATEN)
    store.check_for_damage()
