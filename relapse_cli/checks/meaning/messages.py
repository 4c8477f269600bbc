"""What is found in what a bank means, beyond what makes it unusable."""

from __future__ import annotations

from relapse_cli.problems import Message

UNREAD_QUESTION = Message(
    "BANK_200",
    "Nothing reads the answer: no rule, no relevance, no document.",
    "Name it in a rule or among the 'quotes' of an answer line, or remove the question.",
    "warning",
)
UNREAD_FIELD = Message(
    "BANK_201",
    "Nothing reads the field '{name}': no rule, no relevance, no document.",
    "Name it in a rule or among the 'quotes' of an answer line, or remove the field.",
    "warning",
)
UNREAD_OPTION = Message("BANK_202", "Nothing reads the option '{name}': {what}.", "{how}", "warning")
UNREAD_FACT = Message(
    "BANK_203", "Nothing reads the fact '{name}'.", "Name it in a rule, or remove it.", "warning"
)
SILENT_DANGER = Message(
    "BANK_204",
    "The option '{name}' is not reassuring, and no flag reads it: who chooses it gets the level of nobody.",
    "Name '{name}' in the flag that is meant, or add it to 'quiet'.",
)

NEVER_TRUE = Message(
    "BANK_210", "This can never be true: {what}.", "Correct it, or write 'never' where that is meant."
)
ALWAYS_TRUE = Message(
    "BANK_211", "This is always true: {what}.", "Correct it, or write 'always' where that is meant."
)
CONTRADICTION = Message(
    "BANK_212",
    "The parts of this 'all' contradict each other: {what}.",
    "Take one of them out, or write 'any'.",
)
POINTLESS_ALWAYS = Message(
    "BANK_213",
    "'always' inside a condition changes nothing, or swallows the parts beside it.",
    "Take it out, or take the others out.",
)
NO_DIFFERENCE = Message(
    "BANK_214",
    "'{op}: {value}' tells no value of '{name}' from another: its range is {low} to {high}.",
    "Choose a border inside the range, or write 'usable: true'.",
)
UNIT_MISSING = Message(
    "BANK_215",
    "'{name}' is a duration, and '{op}: {value}' says no unit.",
    "Write {op}: {{days: {value}}}, or the unit that is meant.",
)
UNIT_ON_NUMBER = Message(
    "BANK_216",
    "'{name}' is a number{unit}, and '{op}' compares it with a duration.",
    "Write the number alone, in its own unit.",
)
REPEATED_PART = Message(
    "BANK_217", "The same part stands here twice.", "Keep one; perhaps the second was to name something else."
)

NO_ACTION = Message(
    "BANK_220",
    "No line of a plan answers the flag '{name}': none names it, its level, or an answer that it reads.",
    "Add a line, or name the flag in one.",
)
NO_OWNER = Message("BANK_221", "The line does not say who does it.", "Write one of the owners under 'owner'.")
NO_DUE = Message("BANK_222", "The line does not say by when.", "Add a due time under 'due'.")
NO_BASIS = Message(
    "BANK_223", "'{name}' does not say what it rests on.", "Write seed, guideline or product_default."
)
NO_PATIENT_TEXT = Message(
    "BANK_224",
    "The line has nothing to say to the patient.",
    "Add texts for the patient, or an exception with the reason.",
    "warning",
)
DUE_WORDS = Message(
    "BANK_225",
    "The due time is '{due}', and its words say '{words}'.",
    "Make the two agree: the plan prints the words.",
)
SAME_RULE = Message(
    "BANK_226",
    "'{name}' says the same as '{first}'.",
    "Keep one, or correct the condition or the words of the other.",
)
DUE_ALWAYS_EARLIER = Message(
    "BANK_227",
    "This due time is never taken: the one before it always holds.",
    "Put the one without a condition last.",
)
DUE_OPEN = Message(
    "BANK_228",
    "No due time holds in every case: under other conditions the line has none.",
    "Add a last one without 'when'.",
    "warning",
)
BASIS_NOTE = Message(
    "BANK_229",
    "'{name}' rests on more than one ground, and does not say which part is the product's own.",
    "Write 'basis_note'.",
    "warning",
)

SKIPPABLE = Message(
    "BANK_230",
    "The question is critical and may be skipped: it is not 'required'.",
    "Write 'required: true', or an exception with the reason.",
    "warning",
)
FEWER_PATHS = Message(
    "BANK_231",
    "The flag '{flag}' of level {level} reads this, and it is not asked on: {paths}.",
    "Add the paths, or an exception with the reason.",
    "warning",
)
NO_QUIET = Message(
    "BANK_232",
    "The question is critical, and says of no answer that it reassures.",
    "List the reassuring options under 'quiet', or write 'open_when'.",
)
ALL_QUIET = Message(
    "BANK_233", "Every option of this critical question is quiet.", "Leave only those that reassure."
)
QUIET_FLAG = Message(
    "BANK_234",
    "The option '{name}' is quiet, and sets the flag '{flag}' by itself.",
    "Take it out of 'quiet', or out of the condition of '{flag}'.",
)
MISSING_UNREAD = Message(
    "BANK_235",
    "The question is critical, and no flag notices that its answer is missing.",
    "Add 'unresolved' or 'is_or_unresolved' to a flag, or a flag that reads 'unresolved_critical'.",
)
NOT_OVER_MISSING = Message(
    "BANK_236",
    "'not' over the critical answer '{name}' is true for a missing one as well, and does not say so.",
    "Beside it, name the missing case, 'usable: true' or 'unresolved: true', or write an exception.",
    "warning",
)
CANNOT_DECLINE = Message(
    "BANK_237",
    "The question is critical, and '{status}' cannot be chosen: only an answer or nothing.",
    "Add it under 'allow'.",
    "warning",
)
NOT_CRITICAL = Message(
    "BANK_238",
    "The flag '{flag}' of level {level} rests on this question alone, and the question is not critical.",
    "Write 'critical: true', or an exception with the reason.",
    "warning",
)

PATH_LACKS = Message(
    "BANK_240",
    "It is asked on '{path}', and its '{key}' reads '{name}', which is not.",
    "Ask '{name}' on that path as well, or leave this one out there.",
    "warning",
)
OVER_BUDGET = Message(
    "BANK_241",
    "The path '{path}' puts {count} screens before everybody; its session has room for {most}.",
    "Give some of them a condition or a screen in common, or take them off the path.",
    "warning",
)

MIGRATION_LATER = Message(
    "BANK_251",
    "It begins at '{since}', and no version of the bank before '{own}' is called that.",
    "Begin at an older version.",
)
QUIETER = Message(
    "BANK_252",
    "'{old}' becomes '{new}', which is quiet: what was said then would sound quieter now.",
    "Map it to an option that is not quiet, or drop it with a reason: then it is asked again.",
)
MAYBE_QUIETER = Message(
    "BANK_253",
    "'{old}' becomes '{new}', which is quiet; the bank of today does not say whether '{old}' was.",
    "Look at it with --against the older bank, or write an exception with the reason.",
    "warning",
)
MIGRATION_MISSING = Message(
    "BANK_254",
    "No migration begins at version '{version}' of the older bank.",
    "Add one, so that records of that version can be read.",
)
SAME_VERSION = Message(
    "BANK_255",
    "The ids differ from those of the older bank, and both are version '{version}'.",
    "Give this one another version, and a migration.",
)
ID_GONE = Message(
    "BANK_256",
    "The {kind} '{name}' of the older bank is gone, and no migration says what became of it.",
    "{near} Give it its id back, or say so in 'migrations'.",
)
NOT_IN_OLDER = Message(
    "BANK_257",
    "A migration from '{version}' speaks of '{name}', which the older bank does not have.",
    "{near} Correct the name.",
)
RULE_GONE = Message(
    "BANK_258",
    "The {kind} '{name}' of the older bank is gone: older plans and reviews name it.",
    "{near} Keep its id, or write an exception with the reason.",
    "warning",
)
OTHER_BANK = Message(
    "BANK_259",
    "The older bank is '{old}', and this one is '{own}'.",
    "Compare it with an older version of itself.",
    "warning",
)

UNUSED_EXCEPTION = Message(
    "BANK_290",
    "The exception for {code} at '{name}' fits nothing that is found.",
    "{near} Remove it, or correct its code and id.",
    "warning",
)
BAD_REASON = Message(
    "BANK_291", "The exception gives no reason that could be judged.", "Say in a few words why it is right."
)
