"""Debian's Chromium without a window, spoken to over its DevTools pipe: what a page does when it is opened."""

import fcntl
import json
import os
import select
import subprocess
import tempfile
import time

# Every element that reaches beyond the window, but for those in a box that scrolls by itself.
OVERFLOWING = """(() => {
  const scrolls = e => e && (['auto', 'scroll', 'hidden'].includes(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
  const wide = [...document.body.querySelectorAll('*')].filter(
    e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !scrolls(e.parentElement));
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth) wide.unshift(page);
  return wide.map(e => e.tagName + (e.id ? '#' + e.id : '') + ' to ' + Math.round(e.getBoundingClientRect().right));
})()"""


class Browser:
    """A browser with a profile of its own, for as long as it is entered."""

    def __enter__(self):
        self.profile = tempfile.TemporaryDirectory(prefix="crossroads-browser-", ignore_cleanup_errors=True)
        to_browser, self.out = os.pipe()
        self.into, from_browser = os.pipe()

        def as_three_and_four():  # where --remote-debugging-pipe reads and writes; first out of the way of one another
            high = [fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 10) for fd in (to_browser, from_browser)]
            for target, fd in zip((3, 4), high):
                os.dup2(fd, target)

        self.process = subprocess.Popen(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--remote-debugging-pipe", f"--user-data-dir={self.profile.name}"],
            preexec_fn=as_three_and_four, close_fds=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self.buffer, self.events, self.last = b"", [], 0
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable", self.session)
        return self

    def __exit__(self, *_):
        try:
            self.call("Browser.close")
            self.process.wait(timeout=10)
        except (OSError, TimeoutError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        os.close(self.out)
        os.close(self.into)
        self.profile.cleanup()

    def _receive(self, end):
        while b"\0" not in self.buffer:
            if not select.select([self.into], [], [], max(0, end - time.monotonic()))[0]:
                raise TimeoutError("the browser does not answer")
            part = os.read(self.into, 1 << 20)
            if not part:
                raise OSError("the browser is gone")
            self.buffer += part
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, session=None, timeout=20, **parameters):
        """Sends a command and gives its result; events that arrive meanwhile are kept."""
        self.last += 1
        command = {"id": self.last, "method": method, "params": parameters}
        if session:
            command["sessionId"] = session
        os.write(self.out, json.dumps(command).encode() + b"\0")
        end = time.monotonic() + timeout
        while True:
            message = self._receive(end)
            if message.get("id") == self.last:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]
            self.events.append(message)

    def _wait_for(self, method, session, timeout=20):
        end = time.monotonic() + timeout
        while not any(event.get("method") == method and event.get("sessionId") == session for event in self.events):
            self.events.append(self._receive(end))

    def look_at(self, file, width=1400, dark=False):
        """Opens a file, and gives its title, heading and language, with everything that is wrong with it: what the console said, what it asked
        the network for, and what reaches beyond the window."""
        session = self.session
        self.events = []
        self.call("Page.navigate", session, url="about:blank")  # so that nothing of the page before is taken for this one's
        self._wait_for("Page.loadEventFired", session)
        self.call("Log.clear", session)
        self.events = []
        self.call("Emulation.setDeviceMetricsOverride", session, width=width, height=1000, deviceScaleFactor=1, mobile=False)
        self.call("Emulation.setEmulatedMedia", session, features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        address = file.resolve().as_uri()
        self.call("Page.navigate", session, url=address)
        self._wait_for("Page.loadEventFired", session)

        def value(expression):
            return self.call("Runtime.evaluate", session, expression=expression, returnByValue=True, awaitPromise=True)["result"].get("value")

        value("new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))")  # what the page does of its own once it is shown
        seen = {"title": value("document.title"), "heading": value("document.querySelector('h1')?.innerText"),
                "language": value("document.documentElement.lang"), "background": value("getComputedStyle(document.body).backgroundColor"),
                "overflowing": value(OVERFLOWING), "console": [], "requests": []}
        for event in self.events:
            method, parameters = event.get("method"), event.get("params", {})
            if event.get("sessionId") != session:
                continue
            if method == "Runtime.consoleAPICalled":
                seen["console"].append(" ".join(str(part.get("value", "")) for part in parameters["args"]))
            elif method == "Runtime.exceptionThrown":
                seen["console"].append(parameters["exceptionDetails"]["text"])
            elif method == "Log.entryAdded":
                seen["console"].append(parameters["entry"]["text"])
            elif method == "Network.requestWillBeSent" and parameters["request"]["url"] != address:
                seen["requests"].append(parameters["request"]["url"])
        return seen
