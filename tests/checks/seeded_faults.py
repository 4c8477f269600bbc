"""Faults put into a copy of the shipped bank, one at a time, each with the code that must find it."""

from __future__ import annotations

from typing import NamedTuple


class Seed(NamedTuple):
    """One edit that somebody could make.

    Attributes:
        code: what must be found.
        file: the file of the bank; ``.`` is the composing one.
        after: the edit is the first place of ``old`` behind this text.
        old: what stood there; empty = ``new`` is put at the end of the file.
    """

    code: str
    file: str
    after: str
    old: str
    new: str


def flag(when: str, *, name: str = "U-99", level: int = 2, more: str = "") -> str:
    """One more flag at the end of a file."""
    return (
        f"\n  - id: {name}\n    level: {level}\n    text: Something new.\n    plain: Something new was said.\n"
        f"    when: {when}\n    basis: [seed]\n    source: [seed_a]\n{more}"
    )


def fact(when: str, *, name: str = "tried") -> str:
    """One more fact, which a flag of another edit would read."""
    return f"\n  - {{name: {name}, phrase: it was tried, when: {when}}}\n"


def migration(body: str, *, since: str = "0.9.0") -> str:
    """One more migration that leads to the bank's own version."""
    return f'\n  - {{from: "{since}", to: "1.1.0", {body}}}\n'


SOON, SAME_DAY, NOW = "flags_soon.yaml", "flags_same_day.yaml", "flags_emergency.yaml"
SAFETY, EVENT, FACTS = "safety.yaml", "event.yaml", "facts.yaml"
ACTIONS, STANCE, MIGRATIONS = "actions_safety.yaml", "actions_stance.yaml", "migrations.yaml"
ROLES, SETS = "roles.yaml", "sets.yaml"
SUICIDE, NOW_ID = "id: safety.suicide", "id: safety.now"

# fmt: off
SHAPE = [
    Seed("BANK_011", SAFETY, NOW_ID, "critical: true", "critcal: true"),
    Seed("BANK_012", SAFETY, NOW_ID, "type: multi", "type: multy"),
    Seed("BANK_010", SOON, "id: U-09", "    plain: You are still taking it, or may take it again.\n", ""),
    Seed("BANK_003", SOON, "", "flags:", "flagz:"),
    Seed("BANK_020", SOON, "id: U-09", "{fact: continuing}", "{facts: continuing}"),
    Seed("BANK_021", SOON, "id: U-09", "{fact: continuing}", "{fact: continuing, iz: true}"),
    Seed("BANK_026", NOW, "id: E-02", "when: {answer: safety.now, has: [seizure]}", "when:"),
    Seed("BANK_026", SOON, "id: U-09", "{fact: continuing}", "{all: []}"),
    Seed("BANK_026", SAFETY, "id: safety.means", "relevance: ", "relevance:\n      brief_when: "),
    Seed("BANK_025", SOON, "id: U-25", "at_least: 3", "at_least: many"),
    Seed("BANK_006", ".", "", "  - post_relapse/event.yaml\n", "  - post_relapse/event.yaml\n" * 2),
    Seed("YAML_006", SAFETY, NOW_ID, "short: Signs right now", "type: multi"),
    Seed("BANK_014", SAFETY, NOW_ID, "critical: true", 'critical: "yes"'),
]
NAMES = [
    Seed("BANK_040", SOON, "", "id: U-09", "id: U-08"),
    Seed("BANK_050", NOW, "id: E-04", "safety.suicide", "safety.suicid"),
    Seed("BANK_051", SAFETY, "id: safety.anxiety", "safety.anxiety.peak", "safety.anxiety.peek"),
    Seed("BANK_052", SOON, "id: U-09", "{fact: continuing}", "{fact: continuin}"),
    Seed("BANK_053", SOON, "id: U-25", "U-02", "U-98"),
    Seed("BANK_056", NOW, "id: E-02", "[seizure]", "[seizures]"),
    Seed("BANK_056", SAFETY, NOW_ID, "quiet: [none]", "quiet: [non]"),
    Seed("BANK_055", SOON, "id: U-09", "[seed_a]", "[seed_z]"),
    Seed("BANK_130", "gap_lines.yaml", "", "id: GAP-SAFETY", "id: GAP-SAFE"),
    Seed("BANK_137", ACTIONS, "", "id: P-TOLD", "id: P-TOLT"),
    Seed("BANK_137", "frame.yaml", "", "id: frame.location", "id: frame.place"),
    Seed("BANK_137", ROLES, "", "consent: frame.consent", "consent: frame.consents"),
    Seed("BANK_011", ROLES, "", "  consent: frame.consent", "  consents: frame.consent"),
    Seed("BANK_136", ROLES, "", "  consent: frame.consent\n", ""),
    Seed("BANK_138", ROLES, "", "mixed: event.mixed", "mixed: safety.now"),
    Seed("BANK_139", ROLES, "", "followup_sleep: followup.sleep", "followup_sleep: safety.sleep"),
    Seed("BANK_140", ROLES, "", "consent: frame.consent", "consent: frame.present"),
    Seed("BANK_141", EVENT, "id: event.now", "{id: not_taking, label", "{id: none_taken, label"),
    Seed("BANK_131", "followup.yaml", "id: followup.lines_done", "id: obstacle", "id: hurdle"),
    Seed("BANK_142", SETS, "", "  told_domains: [secrecy]", "  telling: [secrecy]"),
    Seed("BANK_143", SETS, "", "told_domains: [secrecy]", "told_domains: [secret]"),
    Seed("BANK_017", SETS, "", "[{set: sedatives}, opioid", "[{set: sedative}, opioid"),
    Seed("BANK_017", SOON, "", "{set: depressants}", "{set: depressant}"),
    Seed("BANK_018", SETS, "", "sedatives: [benzo", "sedatives: [{set: depressants}, benzo"),
    Seed("BANK_072", FACTS, "", "", fact("{answer: safety.anxiety.peak, at_least: 80}")),
    Seed("BANK_070", NOW, "id: E-02", "has: [seizure]", "is: seizure"),
    Seed("BANK_062", SOON, "id: U-09", "{fact: continuing}", "{level: 4}"),
    Seed("BANK_080", "frame.yaml", "id: frame.present", "paths:", "relevance: {answer: close.ok, is: true}\n      paths:"),
    Seed("BANK_082", FACTS, "name: taking", "- {fact: continuing}", "- {fact: active}"),
    Seed("BANK_101", STANCE, "id: S-AVE", '      prior.kept: "', '      prior.kep: "'),
    Seed("BANK_105", ACTIONS, "id: P-TOLD", "word: hours, n: 24", "word: hours"),
    Seed("BANK_114", STANCE, "id: S-AVE", "owner: therapist", "owner: therapst"),
    Seed("BANK_116", ACTIONS, "id: P-AGAIN", "{blank:urge_step}", "{blank:urge}"),
]
UNREAD = [
    Seed("BANK_204", SAFETY, NOW_ID, "        - {id: none,", "        - {id: choking, label: Choking}\n        - {id: none,"),
    Seed("BANK_204", NOW, "id: E-04", "in: [plan_or_method, intend_or_preparing]", "in: [intend_or_preparing]"),
    Seed("BANK_204", SAFETY, "id: safety.mental_state", "        - {id: none,", "        - {id: lost, label: Lost}\n        - {id: none,"),
    Seed("BANK_204", "followup.yaml", "id: followup.now", "        - {id: none,", "        - {id: choking, label: Choking}\n        - {id: none,"),
    Seed("BANK_200", "closing.yaml", "", "", "    - {id: close.wish, type: text, label: What do you wish for?, paths: [core, deep], allow: [declined]}\n"),
    Seed("BANK_201", EVENT, "id: event.substance", "        - id: prescriber_role", "        - {id: colour, type: text, label: Which colour}\n        - id: prescriber_role"),
    Seed("BANK_202", "loved_ones.yaml", "id: loved.wish", "      options:\n", "      options:\n        - {id: partly, label: Partly wanted}\n"),
    Seed("BANK_202", EVENT, "id: class", "            - {id: unknown, label: Not known}\n", "            - {id: psychedelic, label: Psychedelic}\n            - {id: unknown, label: Not known}\n"),
    Seed("BANK_202", "trigger_sequence.yaml", "id: domain", "            - {id: use, label: Taking it}\n", "            - {id: boredom, label: Boredom}\n            - {id: use, label: Taking it}\n"),
    Seed("BANK_203", FACTS, "", "", fact("{answer: safety.alone, is: true}")),
    Seed("BANK_203", SAME_DAY, "id: M-04", "                      - {entry: long_acting_opioid}\n", ""),
]
CONDITIONS = [
    Seed("BANK_212", NOW, "id: E-02", "{answer: safety.now, has: [seizure]}", "{all: [{answer: safety.suicide, is: no_thoughts}, {answer: safety.suicide, is: wish_not_here}]}"),
    Seed("BANK_212", SOON, "id: U-09", "{fact: continuing}", "{all: [{fact: continuing}, {answer: event.now, is: not_taking}]}"),
    Seed("BANK_212", SOON, "id: U-09", "{fact: continuing}", "{all: [{answer: safety.anxiety.peak, at_least: 8}, {answer: safety.anxiety.peak, less_than: 3}]}"),
    Seed("BANK_212", SOON, "id: U-09", "{fact: continuing}", "{all: [{fact: continuing}, {not: {fact: continuing}}]}"),
    Seed("BANK_212", SOON, "id: U-09", "{fact: continuing}", "{all: [{answer: event.now, unresolved: true}, {answer: event.now, is: unsure}]}"),
    Seed("BANK_211", SOON, "id: U-09", "{fact: continuing}", "{any: [{fact: continuing}, {not: {fact: continuing}}]}"),
    Seed("BANK_211", ACTIONS, "id: P-AGAIN", "when: {any: [{answer: safety.pull, at_least: 8}, {answer: followup.pull, at_least: 8}]}", "when: {any: [{answer: safety.pull, at_least: 8}, {not: {answer: safety.pull, at_least: 8}}]}"),
    Seed("BANK_210", SOON, "id: U-09", "{fact: continuing}", "{some_entry: {entry: depressants_together, less_than: 0}}"),
    Seed("BANK_210", SOON, "id: U-09", "{fact: continuing}", "{any: [{answer: safety.pull, more_than: 10}]}"),
    Seed("BANK_213", SOON, "id: U-09", "{fact: continuing}", "{any: [{fact: continuing}, always]}"),
    Seed("BANK_217", SOON, "id: U-09", "{fact: continuing}", "{any: [{fact: continuing}, {fact: continuing}]}"),
    Seed("BANK_214", FACTS, "name: distress", "{answer: safety.anxiety.peak, at_least: 8}", "{answer: safety.anxiety.peak, at_least: 0}"),
    Seed("BANK_214", FACTS, "name: distress", "{answer: contact.worth, at_most: 3}", "{answer: contact.worth, at_most: 10}"),
    Seed("BANK_215", FACTS, "name: tolerance_lowered", "at_least: {days: 7}", "at_least: 7"),
    Seed("BANK_216", FACTS, "name: distress", "{answer: safety.anxiety.peak, at_least: 8}", "{answer: safety.anxiety.peak, at_least: {hours: 8}}"),
]
DUTIES = [
    Seed("BANK_220", SOON, "", "", flag("{answer: frame.present, has: [other_professional]}")),
    Seed("BANK_221", STANCE, "id: S-AVE", "owner: therapist", 'owner: ""'),
    Seed("BANK_222", STANCE, "id: S-AVE", 'due:\n      - {word: now, words: "now"}', "due: []"),
    Seed("BANK_223", STANCE, "id: S-AVE", "basis: [seed]", "basis: []"),
    Seed("BANK_223", NOW, "id: E-01", "basis: [guideline]", "basis: []"),
    Seed("BANK_044", STANCE, "id: S-AVE", "source: [seed_a, seed_b]", "source: []"),
    Seed("BANK_224", STANCE, "id: S-AVE", "      patient:\n", "      family:\n"),
    Seed("BANK_225", ACTIONS, "id: P-TOLD", 'words: "within 24 hours"', 'words: "within 48 hours"'),
    Seed("BANK_225", ACTIONS, "id: P-AGAIN", 'word: today, words: "today"', 'word: today, words: "within 3 days"'),
    Seed("BANK_225", ACTIONS, "id: P-CONTACT", 'n: 1, words: "next day"', 'n: 2, words: "next day"'),
    Seed("BANK_225", ACTIONS, "id: P-EMERGENCY", 'word: now, words: "now"', 'word: now, words: "tonight"'),
    Seed("BANK_226", SOON, "", "", flag("{fact: continuing}")),
    Seed("BANK_226", FACTS, "", "", fact("{answer: event.now, in: [unsure, still_taking, likely_today]}")),
    Seed("BANK_226", FACTS, "", "", fact("{any: [{answer: event.now, is: still_taking}, {any: [{answer: event.now, in: [likely_today, unsure]}]}]}")),
    Seed("BANK_226", SOON, "id: U-16", "text: A critical question is still open.", "text: Use has not ended for certain."),
    Seed("BANK_227", ACTIONS, "id: P-CONTACT", "- {when: {level: 4}, word: today,", "- {word: today,"),
    Seed("BANK_228", ACTIONS, "id: P-TOLD", "- {word: hours, n: 24,", "- {when: {level: 2}, word: hours, n: 24,"),
    Seed("BANK_229", SOON, "id: U-25", "    basis_note: The count of three is a product default.\n", ""),
]
CRITICAL = [
    Seed("BANK_230", SAFETY, NOW_ID, "      required: true\n", ""),
    Seed("BANK_230", SAFETY, SUICIDE, "      required: true\n", ""),
    Seed("BANK_231", SAFETY, NOW_ID, "paths: [brief, core, deep]", "paths: [core, deep]"),
    Seed("BANK_231", SAFETY, SUICIDE, "paths: [brief, core, deep]", "paths: [deep]"),
    Seed("BANK_232", SAFETY, NOW_ID, "      quiet: [none]\n", ""),
    Seed("BANK_232", SAFETY, "id: safety.seizure_history", '      quiet: ["false"]\n', ""),
    Seed("BANK_234", SAFETY, NOW_ID, "quiet: [none]", "quiet: [none, seizure]"),
    Seed("BANK_234", SAFETY, SUICIDE, "quiet: [no_thoughts]", "quiet: [no_thoughts, plan_or_method]"),
    Seed("BANK_233", SAFETY, "id: safety.home_safe", "quiet: [lives_alone, safe]", "quiet: [lives_alone, safe, not_always, in_danger]"),
    Seed("BANK_235", SOON, "id: U-16", "when: {open_beyond: M-16}", "when: {answer: safety.alone, unresolved: true}"),
    Seed("BANK_236", SOON, "id: U-09", "{fact: continuing}", "{not: {answer: event.now, is: not_taking}}"),
    Seed("BANK_236", NOW, "id: E-03", "- {fact: perception_emergency}", "- {not: {answer: safety.mental_state, has: [none]}}"),
    Seed("BANK_237", SAFETY, NOW_ID, "allow: [unknown, declined]", "allow: [unknown]"),
    Seed("BANK_238", SAFETY, NOW_ID, "      critical: true\n      quiet: [none]\n", ""),
]
PATHS = [
    Seed("BANK_240", "frame.yaml", "id: frame.mode", "paths: [brief, core, deep]", "paths: [core, deep]"),
    Seed("BANK_240", EVENT, "id: event.over_max\n", "paths: [brief, core, deep]", "paths: [core, deep]"),
    Seed("BANK_241", "closing.yaml", "", "", "".join(
        f"    - {{id: close.q{n}, type: text, label: Question {n}?, paths: [brief], allow: [declined]}}\n" for n in range(30)
    )),
]
MOVES = [
    Seed("BANK_251", MIGRATIONS, "", "", migration("again: {event.substance: {field: source, was: [bought], why: Asked again.}}", since="2.0.0")),
    Seed("BANK_252", MIGRATIONS, "", "", migration("map: {safety.suicide: {wish_not_here: no_thoughts}}")),
    Seed("BANK_253", MIGRATIONS, "", "", migration("map: {safety.suicide: {rather_not: no_thoughts}}")),
    Seed("BANK_122", MIGRATIONS, "", 'to: "1.1.0"', 'to: "1.2.0"'),
    Seed("BANK_120", MIGRATIONS, "", "", migration("wider: [safety.now]", since="1.0.0")),
    Seed("BANK_121", MIGRATIONS, "", 'from: "1.0.0"', 'from: "1.1.0"'),
    Seed("BANK_050", MIGRATIONS, "", "", migration("rename: {old.words: close.wordz}")),
    Seed("BANK_110", "sources.yaml", "id: seed_a", "review_by: 2028-11-20", "review_by: 2026-11-20"),
    Seed("BANK_290", "exceptions.yaml", "", "ids: [close.ok]", "ids: [close.ok, close.learned]"),
    Seed("BANK_291", "exceptions.yaml", "code: BANK_200", "reason: It is asked for the person's own sake at the end of a session; nothing is to follow from it.", "reason: fine"),
]
LANGUAGE = [
    Seed("BANK_300", STANCE, "id: S-AVE", "Right now it can look as if nothing has worked.", "You should have called earlier."),
    Seed("BANK_301", STANCE, "id: S-AVE", "Right now it can look as if nothing has worked.", "Do not worry, we speak soon."),
    Seed("BANK_302", STANCE, "id: S-AVE", "Right now it can look as if nothing has worked.", "Many alcoholics meet this."),
    Seed("BANK_303", STANCE, "id: S-AVE", "Right now it can look as if nothing has worked.", "Other drug users meet this too."),
    Seed("BANK_304", STANCE, "id: S-AVE", "Right now it can look as if nothing has worked.", "Right now this looks like a disaster."),
    Seed("BANK_305", "trigger_sequence.yaml", "id: sequence.q_before", "label: ", "label: Why did you take it? "),
    Seed("BANK_306", "actions_medicines.yaml", "", "patient:\n        - ", 'patient:\n        - "Take half a tablet tonight."\n        - '),
    Seed("BANK_307", SAFETY, NOW_ID, "label: Right now, is any of this happening to you?", "label: Right now, is any of this happening to you!"),
    Seed("BANK_308", SAFETY, NOW_ID, "label: Right now, is any of this happening to you?", 'label: "Since {event.now}, is any of this happening?"'),
    Seed("BANK_309", SAFETY, NOW_ID, "short: Signs right now", "short: TODO"),
    Seed("BANK_310", STANCE, "id: S-AVE", "Right now it can look as if nothing has worked.", "Considerable uncertainty surrounding pharmacological interventions necessitates additional multidisciplinary consultation regarding individualised psychotherapeutic stabilisation opportunities, considering comorbidities and contraindications."),
    Seed("BANK_311", STANCE, "id: S-AVE", "Right now it can look as if nothing has worked.", "It is so " + "and so it is " * 12 + "now."),
    Seed("BANK_320", SAFETY, NOW_ID, "label: Right now, is any of this happening to you?", "label: Right now, is " + "any of this or of that " * 10 + "happening to you?"),
    Seed("BANK_321", SAFETY, NOW_ID, '"A fit or seizure, now or in the last 3 days"', '"A fit or seizure, now or at any time in the last 3 days and nights before this session"'),
    Seed("BANK_322", SAFETY, NOW_ID, '"A fit or seizure, now or in the last 3 days"', '""'),
    Seed("BANK_322", SAFETY, NOW_ID, "label: Right now, is any of this happening to you?", 'label: " "'),
    Seed("BANK_323", SAFETY, NOW_ID, '"A fit or seizure, now or in the last 3 days"', '"Cannot keep any fluids down"'),
    Seed("BANK_323", SAFETY, "id: safety.sleep", "label: Hours slept the night before last", "label: Hours slept last night"),
    Seed("BANK_324", STANCE, "id: S-AVE", '"Right now it can look as if nothing has worked."', '""'),
    Seed("BANK_325", "closing.yaml", "id: close.missed", "label: Is there something important that has not come up?", "label: What is clearer to you now than before we talked?"),
    Seed("BANK_135", "sheets.yaml", "", "I know these from before", "I know these habits from before"),
]
SEEDS = [*SHAPE, *NAMES, *UNREAD, *CONDITIONS, *DUTIES, *CRITICAL, *PATHS, *MOVES, *LANGUAGE]

HARMLESS = [
    Seed("", SAFETY, NOW_ID, "label: Right now, is any of this happening to you?", "label: Is any of this happening to you now?"),
    Seed("", SAFETY, NOW_ID, "quiet: [none]", 'quiet: ["none"]  # nothing of it'),
    Seed("", FACTS, "name: distress", "at_least: 8", "at_least: 7"),
    Seed("", FACTS, "name: tolerance_lowered", "{days: 7}", "{weeks: 2}"),
    Seed("", NOW, "id: E-02", "has: [seizure]", "has: [seizure, chest]"),
    Seed("", SOON, "id: U-25", "at_least: 3", "at_least: 2"),
    Seed("", ACTIONS, "id: P-TOLD", 'n: 24, words: "within 24 hours"', 'n: 48, words: "within two days"'),
    Seed("", STANCE, "id: S-AVE", "Right now it can look as if nothing has worked.", "It can look as if nothing has worked."),
    Seed("", "closing.yaml", "id: close.missed", "paths: [deep]", "paths: [core, deep]"),
    Seed("", SOON, "", "", flag("{answer: safety.alone, unresolved: true}")),
    Seed("", "sources.yaml", "id: seed_a", "review_by: 2028-11-20", "review_by: 2029-11-20"),
    Seed("", SAFETY, "id: safety.anxiety", "label: Getting stronger", "label: Rising"),
    Seed("", ".", "", "title: After a return to use", "title: After a return"),
    Seed("", MIGRATIONS, "", "", migration("map: {safety.suicide: {sad: wish_not_here}}")),
]
# fmt: on
