import pandas as pd

from lib import attendance
from lib.rhetoric import SPEAKERS

MATTIS, HEGSETH = SPEAKERS


def test_meetings_without_a_named_representative_are_unknown_and_those_after_a_term_left_out():
    listed = pd.DataFrame(
        {
            "secretary": [MATTIS, HEGSETH],
            "format": ["NATO defence ministers", "Ukraine Defense Contact Group (26th)"],
            "date_start": ["2019-02", "2025-02-12"],
            "attendance": ["not in office", "in person"],
            "source_id": "a",
        }
    )
    group = pd.DataFrame(
        {
            "meeting_no": [25.0, 26.0, 27.0, 28.0, 29.0],
            "status": "held",
            "date": ["2025-01-09", "2025-02-12", "2025-04-11", "2025-06-04", "2025-09-09"],
            "us_representative": ["Lloyd Austin", "Pete Hegseth", "Pete Hegseth", "Matthew Whitaker", pd.NA],
            "us_mode": ["in_person", "in_person", "virtual", "in_person", pd.NA],
            "source_id": "b",
        }
    )
    rows = attendance.meetings(listed, group)
    assert rows["attendance"].tolist() == ["in person", "virtually", "missed", "unknown"]
    counts = attendance.attendance_counts(rows)
    assert counts[["missed", "unknown", "meetings"]].to_numpy().tolist() == [[1, 1, 4]]


def test_the_contact_group_adds_only_held_meetings_after_the_first_listed_that_the_list_lacks():
    listed = pd.DataFrame({"format": ["NATO summit", "Ukraine Defense Contact Group (26th)"]})
    group = pd.DataFrame(
        {"meeting_no": [25.0, 26.0, 27.0, 28.0], "status": ["held", "held", "cancelled", "held"]}
    )
    assert attendance.unlisted(listed, group)["meeting_no"].tolist() == [28.0]


def test_marks_are_named_as_they_look_and_what_is_not_settled_is_a_question_mark():
    statuses = pd.Series(["virtually", "missed", "missed", "unknown", "conflicting reports"])
    assert attendance.marks_in_words(statuses) == "one open mark, two crossed marks and two question marks"


def test_a_secretary_of_whom_no_source_says_how_he_took_part_is_unknown():
    listed = pd.DataFrame(
        {
            "secretary": [HEGSETH],
            "format": ["Ukraine Defense Contact Group (26th)"],
            "date_start": ["2025-02-12"],
            "attendance": ["in person"],
            "source_id": "a",
        }
    )
    group = pd.DataFrame(
        {
            "meeting_no": [26.0, 27.0],
            "status": "held",
            "date": ["2025-02-12", "2025-04-11"],
            "us_representative": "Pete Hegseth",
            "us_mode": ["in_person", None],
            "source_id": "b",
        }
    )
    assert attendance.meetings(listed, group)["attendance"].tolist() == ["in person", "unknown"]
