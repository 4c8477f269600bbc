"""What a new configuration file begins with: every setting, each behind a #, with an example."""

from __future__ import annotations

TEMPLATE = """\
# The settings of this service. To use one, take the # before it away; what is left out has its usual value.
# Every setting and what it does: docs/service.md. What is wrong with this file: relapse config check

# profile: ie                     # the emergency numbers; which there are: relapse profiles
# bank: post_relapse              # the question bank, by name or file
# accessible: true                # plain lines, for screen readers
# hide_after: 10                  # minutes without a key until the screen is hidden, 1 to 240; 0 for never

service:
  # On every page but the private card:
  # name: Riverside Clinic
  # phone: "01 555 0100"
  # address: [1 River Street, Dublin 1]
  # logo: logo.png                # PNG or SVG, at most 32 KB; counts from the folder of this file
  # footer: Open Monday to Friday, 9 to 17 h.
  # notices:                      # for documents that others than the patient read, by profile
  #   us: 42 CFR part 2 prohibits unauthorized use or disclosure of these records.

  # Said once for all patients; each fills its place in every plan, marked as set by the service:
  # service_text: In an emergency the duty doctor comes at once, extension 7.
  # missed_contact: we call the same day, and then the person you named
  # same_day_medical: the duty doctor, 01 555 0101
  # same_day_psychiatric: the crisis team, 01 555 0102
  # pharmacy_return: any pharmacy, without an appointment
  # naloxone_source: from us at the front desk, free of charge
  # safety_plan_form: our form S1
  # domestic_safety: the social worker, in private
  # driving_policy: no driving on the day of use
  # framing: chronic

  # Numbers of your own stand before those of the country. Call each once, and write the day.
  # Purposes: crisis, poison_public, poison_professional, domestic, child, drugs.
  # numbers:
  #   - {purpose: crisis, label: Our crisis team, number: "01 555 0102", hours: always, called: 2026-11-29}
"""
