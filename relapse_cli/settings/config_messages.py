"""The faults of a configuration file, each with its remedy."""

from __future__ import annotations

from relapse_cli.places import ShapeMessages
from relapse_cli.problems import Message

UNREADABLE = Message(
    "CONFIG_001",
    "The file cannot be read: {what}.",
    "Check its name and who may read it: relapse config path",
)
NO_FILE = Message(
    "CONFIG_002", "This is no ordinary file.", "Name a text file with --config or RELAPSE_CONFIG."
)
NOT_SETTINGS = Message(
    "CONFIG_003",
    "The file holds no settings with their names.",
    "Write 'profile: ie' or begin with 'service:'.",
)
OPEN_TO_OTHERS = Message(
    "CONFIG_004",
    "Others on this computer may change the file, and with it the emergency numbers.",
    "Close it: chmod 600 {file}",
    severity="warning",
)
SHAPE = ShapeMessages(
    missing=Message("CONFIG_010", "The key '{key}' is missing.", "Add it."),
    unknown=Message("CONFIG_011", "'{key}' is not a known key here.", "{near} Correct or remove it."),
    choice=Message("CONFIG_012", "The value is not one of: {choices}.", "{near} Use one of these."),
    wrong=Message(
        "CONFIG_013",
        "The value does not fit: {what}.",
        "How each setting is written: docs/service.md. Numbers to call stand in quotation marks.",
    ),
)
INVISIBLE = Message(
    "CONFIG_020",
    "The text holds a sign that cannot be seen ({sign}).",
    "Type the text again instead of pasting it.",
)
TOO_LONG = Message("CONFIG_021", "The text has {length} signs; at most {most} fit.", "Shorten it.")
ONE_LINE = Message("CONFIG_022", "The text goes over several lines; one is meant.", "Write it on one line.")
NO_NUMBER = Message(
    "CONFIG_023",
    "'{number}' is no number that can be called.",
    "Write digits only, such as '0800 1111'; words about it stand in label or hours.",
)
NOT_YET = Message(
    "CONFIG_024",
    "{day} has not come yet.",
    "Call the number, and write the day on which that was; until then it is left out.",
)
IN_ITS_PLACE = Message(
    "CONFIG_025",
    "An emergency number here would stand on every page in the place of the country's.",
    "Say it in service_text, or change the country's own in profiles.yaml beside this file.",
)
NO_LABEL = Message("CONFIG_026", "The number has no label.", "Write whom it reaches: label: Our crisis team")
NO_PROFILE = Message("CONFIG_030", "There is no emergency profile '{name}'.", "{near}")
NO_BANK = Message(
    "CONFIG_031", "There is no question bank '{name}'.", "{near} Give a shipped name or a file."
)
NO_DEFAULT_PROFILE = Message(
    "CONFIG_032",
    "Numbers and words of the service reach a plan only with a profile, and none is set.",
    "Set the country: relapse config set profile ie",
    severity="warning",
)
NO_NOTICE = Message(
    "CONFIG_033", "There is no emergency profile '{name}', so this notice would stand on no paper.", "{near}"
)
NO_LOGO = Message("CONFIG_040", "The logo cannot be read: {what}.", "Check the name of the file.")
LOGO_KIND = Message("CONFIG_041", "The logo is no sound PNG or SVG picture: {what}.", "Save it again as PNG.")
LOGO_SIZE = Message("CONFIG_042", "The logo is too large: {what}.", "Save it smaller: {most} at most.")
