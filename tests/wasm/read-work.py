"""Reads work files by what wasm/work/FORMAT.md says of them, and shares nothing with the core. Python's standard library alone.

    read-work.py FILE…

For each file a line of JSON says what it comes to: who is shown, and where each of them stands. What is damaged, locked or of another
version is refused, and the line says why.
"""
import dataclasses
import hashlib
import json
import sys
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

HEAD = ["totsugo_work", "tool", "saved", "bytes", "sha256"]

OPEN = {"listed", "verified", "urged", "urged_again", "ex_officio"}
ANY = OPEN | {"done", "excluded", "filed"}
# From which states a step leads on, and to which; None: the state stays.
STEPS: dict[str, tuple[set[str], str | None]] = {
    "verify": ({"listed"}, "verified"),
    "exclude": (OPEN, "excluded"),
    "put_back": ({"verified", "excluded", "filed", "done"}, "listed"),
    "file": (OPEN, "filed"),
    "complete": (OPEN | {"filed"}, "done"),
    "urge": ({"verified"}, "urged"),
    "urge_again": ({"urged"}, "urged_again"),
    "resend": ({"urged", "urged_again"}, None),
    "mail_returned": ({"urged", "urged_again"}, None),
    "ex_officio": ({"urged_again"}, "ex_officio"),
    "hold": (OPEN, None),
    "resume": (OPEN, None),
    "inquire": ({"listed", "verified"}, None),
    "answer_joined": ({"listed", "verified"}, None),
    "answer_not_joined": ({"listed", "verified"}, None),
    "note": (ANY, None),
    "same_person": (ANY, None),
    "choose": ({"listed", "verified"}, "listed"),
    "choose_none": ({"listed", "verified"}, "listed"),
}
CHOICES = {"choose", "choose_none"}
# Buckets that concern nobody's membership: whoever is in these alone is no case.
NO_CASE = {"P-OUTSIDE", "P-WITHDRAWN", "P-NONMEMBER", "D-REFERENCE", "D-NONMEMBER", "D-RESOLVED"}


class Refused(Exception):
    """Why a file is not read."""


# ---- the container ----


def lines_of(data: bytes) -> tuple[str, bytes]:
    first, _, rest = data.removeprefix(b"\xef\xbb\xbf").partition(b"\n")
    return first.rstrip(b"\r").decode(), rest.rstrip(b"\r\n")


def header_of(line: str) -> Json:
    header = json.loads(line)
    if header.get("totsugo_work") != 1:
        raise Refused(f"the container is of version {header.get('totsugo_work')}")
    if compact(header) != line or [k for k in header if k != "encrypted"] != HEAD:
        raise Refused("somebody edited line 1")
    return header


def body_of(data: bytes) -> Json:
    line, inner = lines_of(data)
    header = header_of(line)
    if len(inner) != header["bytes"] or hashlib.sha256(inner).hexdigest() != header["sha256"]:
        raise Refused("line 2 is not what was saved")
    if "encrypted" in header:
        raise Refused("the file is locked, and the standard library has no AES-GCM")
    body = json.loads(inner, object_pairs_hook=once)
    if (body.get("format"), body.get("version")) != ("totsugo-casebook", 2):
        raise Refused(f"the body is {body.get('format')} {body.get('version')}")
    return body


def once(members: list[tuple[str, Any]]) -> Json:
    out = dict(members)
    if len(out) != len(members):
        raise Refused("a member stands twice")
    return out


def compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# ---- the chain ----


def heads_of(body: Json) -> list[str]:
    """The hash after so many events."""
    keys = [case["key"] for case in body["cases"]]
    heads = ["training" if "training" in body else ""]
    for event in body["events"]:
        by_key = {k: [keys[c] for c in v] if k == "cases" else v for k, v in event.items()}
        heads.append(hashlib.sha256((heads[-1] + compact(by_key)).encode()).hexdigest())
    return heads


def broken_at(body: Json, heads: list[str]) -> Json | None:
    """The first saving that does not fit."""
    for save in body.get("chain", {}).get("saves", []):
        fits = save["events"] < len(heads) and heads[save["events"]] == save["head"]
        if not fits and not save.get("before_change"):
            return save
    return None


# ---- what stands ----


def standing_steps(events: list[Json]) -> list[int]:
    standing: set[int] = set()
    for number, event in enumerate(events):
        if event["kind"] == "act":
            standing.add(number)
        elif event["kind"] == "undo":
            standing.discard(event["of"])
        elif event["kind"] == "redo":
            standing.add(event["of"])
    return sorted(standing)


@dataclasses.dataclass
class Person:
    """A case with the outcomes of choices in their place."""

    key: str
    roster: str
    person: dict[str, str]
    listings: list[Json]
    starts: bool  # a run listed the person so that it makes a case

    @staticmethod
    def of(case: Json) -> "Person":
        key = case["key"]
        roster = key if key.startswith(("resident/", "member/")) else case.get("roster", "")
        starts = any(listing["bucket"] not in NO_CASE for listing in case["listings"])
        return Person(key, roster, case["person"], list(case["listings"]), starts)

    def newest(self) -> Json:
        return self.listings[-1]

    def in_roster(self) -> bool:
        return bool(self.person.get("resident_number") or self.person.get("member_number"))


def put_outcome(person: Person, outcome: Json, flows: list[str]) -> None:
    said = outcome["listing"]
    if person.newest()["last_run"] > said["last_run"]:
        return  # a later run has listed the person: the choice is part of it
    in_its_place = person.newest()["last_run"] == said["last_run"]
    flow = flows[said["first_run"]]
    of_flow = [n for n, before in enumerate(person.listings) if flows[before["first_run"]] == flow]
    at = len(person.listings) - 1 if in_its_place else of_flow[-1] if of_flow else None
    if at is not None:
        before = person.listings[at]
        goes_on = before["bucket"] == said["bucket"] and (in_its_place or before["loss_date"] == said["loss_date"])
        said = {**said, "first_run": before["first_run"]} if goes_on else said
        if in_its_place or goes_on:
            del person.listings[at]
    person.listings.append(said)
    person.person = outcome["person"]


def people_of(body: Json, standing: list[int]) -> list[Person]:
    people = [Person.of(case) for case in body["cases"]]
    flows = [run["flow"] for run in body["runs"]]
    for number in standing:
        for outcome in body["events"][number].get("outcomes", []):
            put_outcome(people[outcome["case"]], outcome, flows)
    return people


# ---- who is one person ----


class Groups:
    """Cases that are shown as one, under the lowest of their numbers."""

    def __init__(self, count: int) -> None:
        self.shown_as = list(range(count))

    def join(self, a: int, b: int) -> None:
        into, gone = sorted((self.shown_as[a], self.shown_as[b]))
        self.shown_as = [into if n == gone else n for n in self.shown_as]

    def members(self) -> Iterator[list[int]]:
        groups: dict[int, list[int]] = {}
        for number, shown in enumerate(self.shown_as):
            groups.setdefault(shown, []).append(number)
        yield from groups.values()


def newest_choices(events: list[Json], standing: list[int]) -> dict[int, str]:
    """The roster person of each case's newest choice that stands; empty where it is nobody, or not surely one."""
    chosen: dict[int, str] = {}
    for number in standing:
        event = events[number]
        sure = {outcome["case"]: outcome["sure"] for outcome in reversed(event.get("outcomes", []))}
        for case, choice in zip(event["cases"], event.get("chosen", [])):
            chosen[case] = choice.get("person", "") if sure.get(case) else ""
    return chosen


def groups_of(events: list[Json], standing: list[int], people: list[Person]) -> Groups:
    groups = Groups(len(people))
    for number in standing:
        if events[number]["action"] == "same_person":
            for other in events[number]["cases"][1:]:
                groups.join(events[number]["cases"][0], other)
    whose = {key: number for number, person in enumerate(people) for key in (person.key, person.roster) if key}
    for case, chosen in sorted(newest_choices(events, standing).items()):
        if chosen:
            groups.join(case, whose.setdefault(chosen, case))
    return groups


def weight(listing: Json) -> int:
    """Of several things that one run said of one person the one with the least counts."""
    bucket = listing["bucket"]
    if not listing["rows"]:
        return 6
    if bucket == "D-REFERENCE":
        return 5
    if bucket in NO_CASE:
        return 4
    return {"REVIEW": 0, "CONFIRMED": 1, "CANDIDATE": 1, "FILED": 3}.get(bucket[2:], 2)


def all_listings(members: list[Person]) -> list[Json]:
    """The newest last."""
    if len(members) == 1:
        return members[0].listings
    return sorted((x for m in members for x in m.listings), key=lambda x: (x["last_run"], -weight(x)))


def shown_person(members: list[Person]) -> dict[str, str]:
    """As the roster knows the person, else as the newest run says; of equals the first."""
    best = members[0]
    newest = best.newest()["last_run"]
    for other in members[1:]:
        newer = other.newest()["last_run"] > newest
        if (not best.in_roster()) if other.in_roster() != best.in_roster() else newer:
            best, newest = other, other.newest()["last_run"]
    return best.person


# ---- where a case stands ----


@dataclasses.dataclass
class Standing:
    state: str = "listed"
    on_hold: bool = False
    mail_returned: bool = False
    inquired: bool = False
    answer: str = "none"

    def take(self, action: str) -> None:
        if action == "put_back":
            if self.state == "done":  # another matter
                self.on_hold, self.inquired, self.answer = False, False, "none"
            self.mail_returned = False
        self.state = STEPS[action][1] or self.state
        match action:
            case "hold":
                self.on_hold = True
            case "resume" | "exclude" | "file":
                self.on_hold = False
            case "mail_returned":
                self.mail_returned = True
            case "resend":
                self.mail_returned = False
            case "inquire":
                self.inquired, self.answer = True, "none"
            case "answer_joined" | "answer_not_joined":
                self.inquired, self.answer = False, action.removeprefix("answer_")


def concerning(events: list[Json], standing: list[int], cases: list[int]) -> list[Json]:
    return [events[n] for n in standing if not set(cases).isdisjoint(events[n]["cases"])]


def replayed(steps: list[Json]) -> Standing:
    now = Standing()
    verified: set[int] = set()  # the cases of the last confirmation that counts
    for step in steps:
        action = step["action"]
        if now.state not in STEPS[action][0]:
            continue  # of two histories that are one person's the step further on counts
        if action in CHOICES and verified.isdisjoint(step["cases"]):
            continue  # a choice takes back only what was confirmed of its own case
        if action == "verify":
            verified = set(step["cases"])
        now.take(action)
    return now


def told(case: Json) -> tuple[str, bool, bool]:
    return case["state"], case["on_hold"], case["mail_returned"]


def contradictions(body: Json, standing: list[int], groups: Groups) -> list[int]:
    """Cases of which the file says another state than their events do; whoever is not shown has a state by himself."""
    out = []
    for group in groups.members():
        for number in group:
            of = group if number == group[0] else [number]
            now = replayed(concerning(body["events"], standing, of))
            if told(body["cases"][number]) != (now.state, now.on_hold, now.mail_returned):
                out.append(number)
    return sorted(out)


def shown(cases: list[int], people: list[Person], steps: list[Json], days: list[str]) -> Json:
    members = [people[n] for n in cases]
    listings = all_listings(members)
    newest = listings[-1]
    return {
        "case": cases[0],
        "members": cases,
        **dataclasses.asdict(replayed(steps)),
        "bucket": newest["bucket"],
        "loss_date": newest["loss_date"],
        "steps": len(steps),
        "name": shown_person(members).get("name", ""),
        "listings": [[days[x["first_run"]], days[x["last_run"]], x["bucket"], x["loss_date"]] for x in listings],
    }


def read(data: bytes) -> Json:
    body = body_of(data)
    events = body["events"]
    heads = heads_of(body)
    days = [run["date"] for run in body["runs"]]
    standing = standing_steps(events)
    people = people_of(body, standing)
    groups = groups_of(events, standing, people)
    cases = []
    for group in groups.members():
        steps = concerning(events, standing, group)
        if steps or people[group[0]].starts:
            cases.append(shown(group, people, steps, days))
    chain = {"events": len(events), "head": heads[-1], "broken": broken_at(body, heads)}
    return {"runs": len(body["runs"]), "chain": chain, "contradictions": contradictions(body, standing, groups), "cases": cases}


def answer(path: str) -> Json:
    with open(path, "rb") as file:
        data = file.read()
    try:
        return read(data)
    except (Refused, ValueError) as why:
        return {"refused": str(why)}


for name in sys.argv[1:]:
    print(json.dumps(answer(name)))
