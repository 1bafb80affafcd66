#!/usr/bin/python3
"""The written contract: data/sql/API.md names every function of schema api with its parameters and columns, and nothing else."""

import pathlib
import re

import amendstest as t

TEXT = (pathlib.Path(__file__).resolve().parents[2] / 'data' / 'sql' / 'API.md').read_text(encoding='utf-8')
root = t.superuser()


def functions():
    return root.run("""SELECT p.proname AS name, p.proargnames[1:p.pronargs] AS parameters, obj_description(p.oid, 'pg_proc') AS comment,
                              ARRAY(SELECT a.name FROM unnest(p.proargnames, p.proargmodes) a (name, mode) WHERE a.mode = 't') AS columns
                         FROM pg_proc p WHERE p.pronamespace = 'api'::regnamespace ORDER BY 1""")


def signature(name):
    """What stands between the brackets behind the name, and the rest of that paragraph; None when the name stands alone."""
    found = re.search(rf'(?<![a-z_.]){name}\(', TEXT)
    if not found:
        return None
    depth, end = 1, found.end()
    while depth:
        depth += {'(': 1, ')': -1}.get(TEXT[end], 0)
        end += 1
    return TEXT[found.end():end - 1], re.split(r'\n(?:- |\n)', TEXT[end:], maxsplit=1)[0]


def test_every_function():
    "every function stands in API.md, with its parameters in order ('…' for those of its neighbours) and its columns"
    wrong = []
    for fn in functions():
        if not re.search(rf'(?<![a-z_.]){fn["name"]}\b', TEXT):
            wrong.append((fn['name'], 'is not there'))
            continue
        written = signature(fn['name'])
        if not written:  # named beside one of the same parameters
            continue
        brackets, rest = written
        said, has = re.findall(r'\bp_\w+', brackets), fn['parameters'] or []
        if said != (has[len(has) - len(said):] if '…' in brackets else has):
            wrong.append((fn['name'], said, has))
        missing = [c for c in fn['columns'] if not re.search(rf'\b{c}\b', rest)]
        if missing:
            wrong.append((fn['name'], 'columns', missing))
    assert not wrong, wrong


def test_nothing_else():
    "API.md names no function that is not there"
    there = {fn['name'] for fn in functions()}
    said = {m for m in re.findall(r'`([a-z][a-z_]+)\((?=p_|…|\))', TEXT) if m not in ('now', 'clock_timestamp')}
    assert said and not said - there, said - there


def test_comments():
    "every function says what it is for"
    silent = root.run("""SELECT p.oid::regprocedure::text AS name FROM pg_proc p WHERE p.pronamespace IN ('api'::regnamespace, 'amends'::regnamespace)
                            AND obj_description(p.oid, 'pg_proc') IS NULL""")
    assert not silent, silent


if __name__ == '__main__':
    t.main()
