"""Small C helpers of the window benches: compiled for the run, preloaded into the program, read through a shared file."""
import mmap
import os
import signal
import struct
import subprocess
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def compile_c(folder, source, package, shared=True):
    """Builds one source file of this folder; returns the path of the result."""
    path = os.path.join(folder, os.path.splitext(source)[0] + ('.so' if shared else ''))
    flags = subprocess.run(['pkg-config', '--cflags', '--libs', package], capture_output=True, text=True, check=True).stdout.split()
    subprocess.run(['gcc', '-O2', *(['-shared', '-fPIC'] if shared else []), '-o', path, os.path.join(HERE, source), *flags], check=True)
    return path


class Shared:
    """A record that the preloaded library maps too."""

    def __init__(self, path, size):
        self.path = path
        with open(path, 'wb') as f:
            f.write(bytes(size))
        with open(path, 'r+b') as f:
            self.map = mmap.mmap(f.fileno(), size)

    def get(self, index):
        return struct.unpack_from('q', self.map, index * 8)[0]

    def put(self, index, value):
        struct.pack_into('q', self.map, index * 8, value)

    def put_text(self, offset, text):
        self.map[offset:offset + 64] = text.encode().ljust(64, b'\0')


class Stall(Shared):
    """stallprobe.c: longest stall, processor time in it, since when the loop is away, number of polls."""

    def __init__(self, folder):
        super().__init__(os.path.join(folder, 'stall'), 32)
        self.env = {'LD_PRELOAD': compile_c(folder, 'stallprobe.c', 'glib-2.0'), 'AMENDS_STALL_FILE': self.path}

    def clear(self):
        self.put(0, 0)
        self.put(1, 0)

    def read(self):
        """Milliseconds of the longest stall, and of processor time in it; one that has not ended counts too."""
        assert self.get(3) > 0, 'the program does not run its loop through the probe'
        since = self.get(2)
        away = time.clock_gettime_ns(time.CLOCK_MONOTONIC) - since if since else 0
        return max(self.get(0), away) / 1e6, self.get(1) / 1e6


class Paint(Shared):
    """paintprobe.c: when something was painted."""

    def __init__(self, folder):
        super().__init__(os.path.join(folder, 'paint'), 5 * 8 + 128)
        self.env = {'LD_PRELOAD': compile_c(folder, 'paintprobe.c', 'gtk4'), 'AMENDS_PAINT_FILE': self.path}

    def await_class(self, name, wanted=1):
        """What the next frame is waited for to show; an empty name: the window itself."""
        self.put(1, 0)
        self.put(2, wanted)
        self.put_text(40, name)

    def ask(self, command):
        self.put_text(104, command)

    def tell(self, pid, command):
        self.ask(command)
        os.kill(pid, signal.SIGUSR1)

    def painted(self, timeout=20):
        """When it was: nanoseconds of CLOCK_MONOTONIC."""
        end = time.monotonic() + timeout
        while self.get(1) == 0:
            if time.monotonic() > end:
                raise TimeoutError(f'{self.get(3)} of {self.get(2)} mapped in the last frame')
            time.sleep(.005)
        return self.get(1)

    def took(self, pid, command, name, wanted=1):
        """Milliseconds from a command to the frame that shows what is waited for, and of processor time in them."""
        self.await_class(name, wanted)
        self.tell(pid, command)
        return (self.painted() - self.get(0)) / 1e6, self.cpu()

    def cpu(self):
        """Milliseconds of the program's processor time up to the frame, from its start or from the command."""
        return self.get(4) / 1e6
