"""The faults in what a bank means; faults in how it is written down are in ``banks/messages.py``."""

from __future__ import annotations

from relapse_cli.problems import Message

DUPLICATE = Message("BANK_040", "The {kind} '{name}' is given twice.", "Give one of the two another id.")
BAD_ID = Message(
    "BANK_041", "'{name}' cannot be an id.", "Use letters, digits, '_' and '-'; a question id may have dots."
)
DERIVED_NAME = Message(
    "BANK_042", "'{name}' is the name of a derived fact.", "Give the named fact another name."
)
MIXED_LEVELS = Message(
    "BANK_043",
    "This file holds flags of the levels {levels}.",
    "Put the flags of each level into a file of their own.",
)
BASELESS = Message("BANK_044", "'{name}' names no {what}.", "Name at least one.")

NOT_A_QUESTION = Message("BANK_050", "'{name}' is not a question.", "{near} Name a question of this bank.")
NOT_A_FIELD = Message("BANK_051", "'{name}' is not a field of '{question}'.", "{near} Its fields: {known}.")
NOT_A_FACT = Message(
    "BANK_052", "'{name}' is not a fact.", "{near} Name a fact of facts.yaml or a derived one."
)
NOT_A_FLAG = Message("BANK_053", "'{name}' is not a flag.", "{near} Name a flag of this bank.")
NOT_AN_ACTION = Message("BANK_054", "'{name}' is not an action.", "{near} Name an action of this bank.")
NOT_A_SOURCE = Message("BANK_055", "'{name}' is not a source.", "{near} Add it to sources.yaml.")
NOT_AN_OPTION = Message("BANK_056", "'{value}' is not an option of '{name}'.", "{near} Its options: {known}.")
NOT_A_SECTION = Message(
    "BANK_057", "'{name}' is neither a question nor a section.", "{near} Name one of them."
)
NOT_A_DOMAIN = Message(
    "BANK_058", "'{name}' is not a domain of the timeline.", "{near} Known domains: {known}."
)
NOT_AN_ENTRY_FACT = Message(
    "BANK_059",
    "'{name}' is not a fact of an entry.",
    "{near} Name a derived one or a fact with 'scope: entry'.",
)
WRONG_SCOPE = Message(
    "BANK_060", "The fact '{name}' is a fact of {one}.", "Write it as {{{key}: {name}}}{where}."
)
OUTSIDE_ENTRY = Message(
    "BANK_061", "'{key}' has nothing to look at here.", "Put the condition inside 'some_entry'."
)
ACTIONS_ONLY = Message(
    "BANK_062", "'{key}' can only be used by actions.", "Name the flags or facts that are meant."
)
EVENT_FIELD = Message(
    "BANK_063",
    "'{question}' holds a list, so its fields cannot be compared alone.",
    "Use 'some_entry' or a derived fact.",
)
NO_ENTRIES = Message(
    "BANK_064",
    "No question of the bank has the role 'substance'.",
    "Name it under 'roles', or do not use 'some_entry'.",
)
FACT_LACKS = Message(
    "BANK_065",
    "The derived fact '{name}' reads the question with the role '{role}', and the bank has none.",
    "Name it under 'roles', or do not use the fact.",
)
NOT_DERIVED = Message("BANK_066", "'{name}' is not a derived fact.", "{near} Known: {known}.")
AFTER_LEVEL = Message(
    "BANK_067",
    "'{name}' is known only after the flags: it needs the level, or the rows of the plan.",
    "Here, before the flags, compare the answers that are meant, such as '{question}'. "
    "Or move the condition into an action: a line of the plan comes after the flags and may read it.",
)

WRONG_OPERATOR = Message("BANK_070", "'{op}' does not fit '{name}', which is {kind}.", "What fits: {known}.")
WRONG_VALUE = Message(
    "BANK_071", "'{value}' does not fit '{name}', which is {kind}.", "Compare it with {shape}."
)
OUT_OF_RANGE = Message(
    "BANK_072", "{value} lies outside the range of '{name}'.", "Its range is {low} to {high}."
)
WHOLE_ONLY = Message(
    "BANK_073", "'{op}' asks about a whole question.", "Name '{question}' without the field."
)

READS_LATER = Message(
    "BANK_080",
    "It reads '{name}', which is not asked before it{through}.",
    "Move the question, or read an earlier one.",
)
READS_ITSELF = Message("BANK_081", "It reads itself{through}.", "Read an earlier question.")
CYCLE = Message("BANK_082", "These rest on each other: {cycle}.", "Take one of these references out.")
LONG_CHAIN = Message(
    "BANK_084",
    "'{name}' is reached over {steps} steps from one condition to the next, where {most} are the most.",
    "Shorten the way, which begins {begin}: let one of these name the answers that are meant.",
)
FIELD_LATER = Message(
    "BANK_083", "It reads the field '{name}', which does not come before it.", "Read an earlier field."
)

OPTIONS_MISSING = Message("BANK_090", "A {type} needs options.", "List them under 'options'.")
OPTIONS_UNUSED = Message("BANK_091", "A {type} has no options.", "Remove them, or change the type.")
FIELDS_MISSING = Message("BANK_092", "A {type} needs fields.", "List them under 'fields'.")
FIELDS_UNUSED = Message("BANK_093", "A {type} has no fields.", "Remove them, or change the type.")
RANGE_REVERSED = Message("BANK_094", "'{low}' is greater than '{high}'.", "Swap the two.")
QUIET_KIND = Message(
    "BANK_095", "The values of a {type} cannot be listed.", "Leave '{key}' out, or use 'open_when'."
)
OTHER_SESSION = Message(
    "BANK_096", "The path '{path}' does not belong to the session '{session}'.", "Known: {known}."
)
NO_PATH = Message("BANK_097", "The question is on no path.", "List at least one under 'paths'.")

UNKNOWN_PLACEHOLDER = Message(
    "BANK_100", "'{{{name}}}' names no question, field or slot.", "{near} Check the name in braces."
)
NO_GAP_TEXT = Message("BANK_101", "'{{{name}}}' has no text for a missing answer.", "Add it under '{key}'.")
STRAY_BRACE = Message(
    "BANK_102", "The text has a brace that names nothing.", "Write a name as {{question.field}}."
)
UNUSED_GAP = Message(
    "BANK_103", "No text names '{{{name}}}'.", "{near} Remove the gap text, or correct its name."
)
WITHHELD = Message("BANK_104", "'{name}' never leaves the store.", "Take it out of the text.")
DUE_NEEDS_N = Message(
    "BANK_105", "The due word '{word}' needs a number.", "Add 'n' with a whole number from 1."
)
DUE_HAS_N = Message("BANK_106", "The due word '{word}' takes no number.", "Remove 'n', or use hours or days.")
NO_EDITION = Message("BANK_107", "The text stands in no edition.", "Add clinician, patient or family.")
NO_TITLE = Message(
    "BANK_108", "The edition '{edition}' quotes answers but has no title.", "Add it under 'titles'."
)
BARE_BLANK = Message(
    "BANK_111", "A place to be filled in by hand has no name.", "Write it as {{blank:name}}."
)
NOT_A_SLOT = Message(
    "BANK_116", "'{{blank:{name}}}' is not a slot of this line.", "{near} Declare it under 'slots'."
)
UNUSED_SLOT = Message(
    "BANK_117",
    "The slot '{name}' stands in no text of its line.",
    "Write {{blank:{name}}} where it is filled in, or remove the slot.",
)
SLOT_EDITION = Message(
    "BANK_118",
    "The slot '{name}' must not stand in the edition '{edition}'.",
    "Take it out of this text, or name the edition under its 'editions'.",
)
NOT_THAT_SLOT = Message(
    "BANK_119", "'{name}' is not a slot.", "{near} Name a line and its slot, with a dot between them."
)
NOT_A_FILLER = Message(
    "BANK_127", "'{name}' has no words in 'settles'.", "{near} Add it to 'settles' in wording.yaml."
)
SLOT_LOOP = Message(
    "BANK_126", "The slot '{name}' waits for itself.", "Take one of 'same_as' and 'unless_filled' out."
)
GAP_NAMES = Message(
    "BANK_112", "The text for a missing answer names an answer itself.", "Take the name in braces out of it."
)
NOT_FOR_SHEETS = Message(
    "BANK_134", "A blank sheet cannot print '{{{name}}}'.", "{near} It may name: {known}."
)
BANNED = Message(
    "BANK_135", "The text uses '{word}', a word from the avoid list of wording.yaml.", "Say it another way."
)
NOT_ON_SHEET = Message(
    "BANK_113", "'{name}' is not a line of the family sheet.", "{near} Its lines: {known}."
)
NOT_A_LINE = Message("BANK_128", "'{name}' is no line of this kind.", "{near} Name {what}.")
UNDER_UNDER = Message(
    "BANK_129",
    "'{name}' stands under '{upper}', which itself stands under another line.",
    "Put it under the uppermost of them.",
)
NOT_AN_OWNER = Message(
    "BANK_114", "'{name}' has no words in 'owners'.", "{near} Add it to 'owners' in wording.yaml."
)
CONTACT_DUE = Message(
    "BANK_109",
    "The next contact cannot be due at the next contact.",
    "Use another due word, such as 'days' with a number.",
)

NEEDED_ID = Message(
    "BANK_130",
    "The program needs the {kind} '{name}', and the bank does not have it.",
    "{near} Give it its id back; what is to stay out of plans keeps its id and gets the condition 'never'.",
)
NEEDED_FIELD = Message(
    "BANK_131",
    "The program needs the field '{name}' of '{question}', and the bank does not have it.",
    "{near} Give the field its id back: '{question}' has the role '{role}'.",
)
ROLE_MISSING = Message(
    "BANK_136",
    "No {kind} has the role '{role}'.",
    "Write '{role}: …' under 'roles', with the id that plays it.",
)
ROLE_UNKNOWN = Message(
    "BANK_137",
    "The role '{role}' is given to the {kind} '{name}', and the bank does not have it.",
    "{near} Name a {kind} of this bank.",
)
ROLE_TWICE = Message(
    "BANK_138",
    "The question '{name}' has the role '{role}' and the role '{first}'.",
    "Give each role to a question of its own.",
)
ROLE_SESSION = Message(
    "BANK_139",
    "The question '{name}' has the role '{role}', and is not asked in the {session}.",
    "Give the role to a question of the {session}.",
)
ROLE_TYPE = Message(
    "BANK_140",
    "'{name}' has the role '{role}', and is of the type {type}.",
    "The program reads its answer as {types}.",
)
ROLE_OPTION = Message(
    "BANK_141",
    "'{name}' has the role '{role}', and lacks the option '{option}', which the program reads.",
    "{near} Give the option its id back.",
)
SET_MISSING = Message(
    "BANK_142",
    "The set '{name}' is missing or empty.",
    "Write it under 'sets'; the banks' README says what for.",
)
SET_OPTION = Message(
    "BANK_143",
    "'{option}' in the set '{set}' is not an option of '{of}'.",
    "{near} Take it out, or add the option.",
)
OWNER_WORDS = Message(
    "BANK_132", "The owner '{name}' has no words for the clinician.", "Write them under 'clinician'."
)
OWNER_TWICE = Message(
    "BANK_133",
    "The owners '{first}' and '{name}' read alike for the clinician: '{words}'.",
    "Word one of them otherwise; whom a therapist types is known by these words.",
)

MIGRATION_TWICE = Message("BANK_120", "Two migrations begin at version '{version}'.", "Join them into one.")
MIGRATION_OWN = Message(
    "BANK_121", "It begins at the bank's own version '{version}'.", "Begin at an older version."
)
MIGRATION_END = Message(
    "BANK_122",
    "From version '{version}' the migrations lead to '{end}', not to the bank's '{own}'.",
    "Add the migration that goes on from there, or correct 'to'.",
)
MIGRATION_CLASH = Message(
    "BANK_123", "'{name}' stands under {keys}.", "Only one of these can become of it; keep that one."
)
MIGRATION_MERGE = Message(
    "BANK_124",
    "'{name}' would take the place of several: {olds}.",
    "Keep one, and drop the others with a reason.",
)
MIGRATION_OPTIONS = Message(
    "BANK_125", "'{name}' has no options to map to.", "Take it out of 'map', or rename the question first."
)

REVIEW_DUE = Message(
    "BANK_110",
    "This source was to be looked at again by {day}.",
    "Look at it, then set 'looked_at' and 'review_by'.",
    "warning",
)
