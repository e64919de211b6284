"""Three texts held against each other: what moved moves whole, what was left is remembered."""

from pipeline.gather.renewing import ChangeFate, differences, remembered_after, taken_over

BASE = "titre: A\n  - un\n  - deux\n  - trois\n  - quatre\n"


def test_half_a_move_is_not_taken_over() -> None:
    mine = BASE.replace("  - un\n", "  - un\n  # à la main\n")
    theirs = "titre: A\n  - un\n  - quatre\n  - deux\n  - trois\n"
    changes = differences(BASE, mine, theirs)
    assert {change.fate for change in changes} == {ChangeFate.EDITED, ChangeFate.BOUND}
    assert taken_over(mine, changes) == mine
    assert differences(remembered_after(theirs, changes), mine, theirs) == changes


def test_what_stands_behind_a_last_line_without_an_end_stands_on_a_line_of_its_own() -> None:
    mine = BASE.rstrip("\n")
    changes = differences(BASE, mine, f"{BASE}  - cinq\n")
    assert taken_over(mine, changes) == f"{BASE}  - cinq\n"


def test_what_a_hand_removed_as_the_notes_did_is_no_difference() -> None:
    shorter = BASE.replace("  - deux\n", "")
    assert not differences(BASE, shorter, shorter)
