"""Where an interview is kept, and how it is insisted on."""
