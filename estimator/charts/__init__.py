"""Charts as Vega-Lite specifications, each with words for who can't see it.

Every chart is a pair of functions: ``…_chart`` returns the specification, with the
rows it draws as data frames under ``datasets``, and ``…_alt`` says what it shows.
"""
