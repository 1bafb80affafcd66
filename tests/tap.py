"""Test Anything Protocol for the Python tests: each function named test_* of a module is a test; its docstring is its name."""
import inspect
import sys
import traceback


class Skip(Exception):
    """Raised by a test that cannot run here; the text says why."""


def main(module='__main__', **fixtures):
    """Runs every test_* of the module in the order it stands in the file; exits 1 when one failed.
    A test's parameters are taken from `fixtures` by name."""
    tests = [(n, f) for n, f in vars(sys.modules[module]).items() if n.startswith('test_') and inspect.isfunction(f)]
    tests.sort(key=lambda item: item[1].__code__.co_firstlineno)
    print(f'1..{len(tests)}')
    failed = 0
    for number, (name, function) in enumerate(tests, 1):
        title = (inspect.getdoc(function) or name).splitlines()[0]
        try:
            function(**{p: fixtures[p] for p in inspect.signature(function).parameters})
            print(f'ok {number} - {title}', flush=True)
        except Skip as why:
            print(f'ok {number} - {title} # SKIP {why}', flush=True)
        except Exception:  # a test may fail by any error
            failed += 1
            print(f'not ok {number} - {title}', flush=True)
            print(''.join(f'# {line}\n' for line in traceback.format_exc().splitlines()), flush=True)
    sys.exit(1 if failed else 0)
