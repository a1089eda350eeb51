"""Offices as data: the six are right, and a wrong file is refused with its line and its field."""

from pathlib import Path

import pytest

from infra.offices import check, check_regions, load_offices, main

GOOD = (Path(__file__).parent / "rsud.yaml").read_text(encoding="utf-8")


def faults(tmp_path: Path, text: str, name: str = "rsud.yaml") -> list[str]:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")

    return [str(fault).removeprefix(f"{file}:") for fault in check(file)]


def test_the_offices_come_in_their_order_with_their_home():
    homes = [(office["id"], office["home"]) for office in load_offices()]

    assert homes == [
        ("rsud-igd", "ap-southeast-3"),
        ("rsud", "ap-southeast-3"),
        ("imigrasi-lampung-tengah", "ap-southeast-3"),
        ("imigrasi-bandar-lampung", "ap-southeast-3"),
        ("kecamatan-makassar", "ap-southeast-3"),
        ("samsat-jayapura", "ap-southeast-5"),
    ]


def test_the_first_office_can_be_tried_at_any_hour():
    first = load_offices()[0]

    assert len(first["hours"]) == 7
    assert all(day == {"open": "00:00", "close": "24:00"} for day in first["hours"].values())
    assert "closed" not in first
    assert set(first["services"][0]["takes"]) == {"number", "booking"}
    assert first["services"][0]["requires"] == []
    assert first["slot"]["days"] >= 7
    assert first["check_in"] == {"early_minutes": 1440}
    assert not {"opens", "room", "draw", "quota"} & first["slot"].keys()
    assert all(first["services"][0]["id"] in counter["services"] for counter in first["counters"])


def test_only_one_service_of_all_asks_for_an_identity_number():
    asked = [service["id"] for office in load_offices() for service in office["services"] if "nik" in service]

    assert asked == ["paspor-baru"]


def test_each_rule_of_booking_has_an_office_that_shows_it():
    offices = {office["id"]: office for office in load_offices()}
    passports, hospital = offices["imigrasi-lampung-tengah"], offices["rsud"]
    slots = {one["id"]: one.get("slots", 1) for one in hospital["services"]}

    assert passports["seasons"][0]["from"] == "2027-02-08"
    assert passports["slot"]["draw"]["services"] == ["paspor-baru"]
    assert {"opens", "room", "quota"} <= passports["slot"].keys()
    assert offices["kecamatan-makassar"]["slot"]["overbooking"] == {"most_percent": 20}
    assert isinstance(hospital["slot"]["capacity"]["poli-umum"], list)
    assert slots["poli-gigi"] == 2


def test_two_offices_have_a_service_of_the_same_kind():
    kinds = {
        office["id"]: {one.get("kind", one["id"]) for one in office["services"]} for office in load_offices()
    }

    shared = kinds["imigrasi-lampung-tengah"] & kinds["imigrasi-bandar-lampung"]

    assert shared == {"paspor-baru", "penggantian-paspor"}


def test_a_right_file_has_no_faults(tmp_path):
    assert faults(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("time_zone: Asia/Jakarta", "colour: red", "2: time_zone: this field is missing"),
        ("address:", "colour: red\naddress:", "4: colour: there is no such field; known are id, name, address"),
        ("    letter: F", "    letter: f", "18: services[1].letter: 'f' does not have the form"),
        ("    letter: F", "    letter: A", "18: services[1].letter: the letter A is already that of service poli-umum"),
        ("  - id: poli-anak", "  - id: poli-umum", "17: services[1].id: the id poli-umum is already that of services[0]"),
        ("minutes: 12", "minutes: soon", "20: services[1].minutes: 'soon' is not of the type integer"),
        ("minutes: 12", "minutes: 0", "20: services[1].minutes: 0 is less than 1"),
        ("[number, booking]", "[number, fax]", "13: services[0].takes[1]: 'fax' is not one of number, booking"),
        ("{id: Poli anak, en: Children's clinic}", "{id: Poli anak}", "19: services[1].name.en: this field is missing"),
        ('"3", services: [poli-anak]', '"3", services: [bedah]', "53: counters[2].services[0]: this office has no service bedah"),
        ('{id: "7", services: [farmasi]}', '{id: "7", services: [poli-gigi]}', "42: services[5]: no counter serves farmasi"),
        ('{id: "7"', '{id: "6"', "57: counters[6].id: the id 6 is already that of counters[5]"),
        ('{open: "07:30", close: "12:00"}', '{open: "12:00", close: "07:30"}', "67: hours.saturday.close: closes at 07:30, which is not after 12:00"),
        ('"11:30", to: "13:00"', '"14:00", to: "16:00"', "66: hours.friday.breaks[0]: the break 14:00–16:00 is outside the hours 07:30–15:00"),
        ('"11:30", to: "13:00"', '"13:00", to: "11:30"', "66: hours.friday.breaks[0]: the break ends at 11:30, which is not after 13:00"),
        ('{from: "11:30", to: "13:00"}', '{from: "11:30", to: "13:00"}, {from: "12:00", to: "14:00"}', "66: hours.friday.breaks[1]: the break at 12:00 begins before the one before it ends"),
        ('{from: "11:30"', '{from: "11.30"', "66: hours.friday.breaks[0].from: '11.30' does not have the form"),
        ("  saturday:", "  someday:", "67: hours.someday: there is no such field; known are monday"),
        ("Asia/Jakarta", "Asia/Bandung", "5: time_zone: there is no time zone Asia/Bandung"),
        ('"2026-12-24"', '"2026-11-31"', "69: closed[0].day: there is no day 2026-11-31"),
        ("capacity: {poli-umum: 5, ", "capacity: {", "13: services[0].takes: poli-umum takes bookings, but slot.capacity has no places for it"),
        ("capacity: {", "capacity: {farmasi: 2, ", "73: slot.capacity.farmasi: no service farmasi takes bookings"),
        ("latitude: -5.4043", "latitude: 95.0", "6: position.latitude: 95.0 is more than 90"),
        ("id: rsud\n", "id: rsud-lain\n", "2: id: the id is rsud-lain, but the file is rsud.yaml"),
        ("sms_per_day: 400", "sms_per_day: 400\nsms_per_day: 4", "80: sms_per_day: this field is there twice"),
        ("  - id: poli-gigi", "  id: poli-gigi", "23: file: this is not YAML: "),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_line_and_field(tmp_path, right, wrong, fault):
    assert right in GOOD

    said = faults(tmp_path, GOOD.replace(right, wrong, 1))

    assert any(line.startswith(fault) for line in said), said


QUOTED = '"1"'
FLOORS = """
floors:
  - {id: satu, name: {id: Lantai 1, en: First floor}}
  - {id: dua, name: {id: Lantai 2, en: Second floor}}
"""


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"{id: \"1\", s": "{id: \"1\", floor: atap, s"}, "51: counters[0].floor: this office has no floor atap"),
        ({"{id: \"1\", s": "{id: \"1\", floor: satu, s", "slot:": f"{FLOORS}slot:"}, "52: counters[1]: on which of the floors is counter 2?"),
        ({"services: [": "floor: satu, services: [", "slot:": f"{FLOORS}slot:"}, "76: floors[1]: no counter is on dua, so who is sent there would wait for ever"),
        ({"services: [": "floor: satu, services: [", "slot:": f"{FLOORS.replace('dua', QUOTED)}slot:"}, "76: floors[1].id: the id 1 is already that of a counter"),
        ({"slot:": f"{FLOORS.replace('dua', 'satu')}slot:"}, "76: floors[1].id: the id satu is already that of floors[0]"),
        ({"slot:": "floors: []\nslot:"}, "73: floors: at least 2 must be there, but there are 0"),
        ({"    letter: F": "    letter: F\n    next: bedah"}, "19: services[1].next: this office has no service bedah"),
        ({"    letter: F": "    letter: F\n    next: poli-anak"}, "19: services[1].next: the visit never ends: poli-anak → poli-anak"),
        (
            {"    letter: R": "    letter: R\n    next: farmasi", "    letter: S": "    letter: S\n    next: laboratorium"},
            "37: services[4].next: the visit never ends: laboratorium → farmasi → laboratorium",
        ),
        ({"slot:": "moves: {stations_from: birth}\nslot:"}, "73: moves.stations_from: 'birth' is not one of joining, arrival"),
        ({"slot:": "root_sms: \"0215550100\"\nslot:"}, "73: root_sms: '0215550100' does not have the form"),
    ],
)  # fmt: skip
def test_floors_stations_and_moves_that_cannot_be_are_refused(tmp_path, changes, fault):
    text = GOOD
    for right, wrong in changes.items():
        assert right in text
        text = text.replace(right, wrong)

    said = faults(tmp_path, text)

    assert any(line.startswith(fault) for line in said), said


def test_a_visit_may_have_several_stations_and_an_office_several_floors():
    offices = {office["id"]: office for office in load_offices()}
    after = {one["id"]: one.get("next") for one in offices["samsat-jayapura"]["services"]}

    assert (after["cek-fisik"], after["bayar"], after["ambil"]) == ("bayar", "ambil", None)
    assert [floor["id"] for floor in offices["rsud"]["floors"]] == ["lantai-1", "lantai-2"]
    assert "floors" not in offices["rsud-igd"]
    assert not any("next" in service for service in offices["rsud-igd"]["services"])
    assert not any("root_sms" in office for office in offices.values())


@pytest.mark.parametrize(("one", "other"), [("B", "P"), ("D", "T"), ("M", "N")])
def test_letters_that_sound_alike_are_refused_in_one_office(tmp_path, one, other):
    text = GOOD.replace("letter: A", f"letter: {one}").replace("letter: F", f"letter: {other}")

    assert faults(tmp_path, text) == [
        f"18: services[1].letter: the letter {other} sounds like {one} of service poli-umum",
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"- just\n- a list\n",
        b"\xff\xfe\x00",
        b"id: \x07",
        b"id: &a [*a]",
        b"id: !!int x",
        b"id: !!python/name:os.system",
        b"id: a\n---\nid: b",
    ],
)
def test_what_is_no_office_at_all_is_refused_in_a_sentence(tmp_path, content):
    file = tmp_path / "rsud.yaml"
    file.write_bytes(content)

    (fault,) = check(file)

    assert fault.line <= 2
    assert fault.sentence


def test_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path):
    assert [fault.sentence for fault in check(tmp_path / "rsud.yaml")] == [
        "the file cannot be read: No such file or directory"
    ]


def test_an_office_needs_a_file_a_home_and_a_place_in_the_list(tmp_path):
    file = tmp_path / "regions.yaml"
    file.write_text("offices:\n  - {id: rsud, home: mars}\n  - {id: posyandu, home: a}\nregions:\n  a: {}\n")

    said = [str(fault).removeprefix(f"{file}:") for fault in check_regions(file)]

    assert "2: offices[0].home: mars is not one of the regions" in said
    assert "3: offices[1].id: there is no file offices/posyandu.yaml" in said
    assert "1: offices: offices/rsud-igd.yaml is not in the list" in said


def test_the_command_prints_each_fault_and_fails(tmp_path, capsys):
    file = tmp_path / "rsud.yaml"
    file.write_text(GOOD.replace("Asia/Jakarta", "Asia/Bandung"), encoding="utf-8")

    assert main(["check"]) == 0
    assert main(["check", str(file)]) == 1
    assert f"{file}:5: time_zone: there is no time zone Asia/Bandung" in capsys.readouterr().err
    assert main([]) == 2
