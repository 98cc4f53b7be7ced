"""A browser that tests and pictures are made with: Chromium over its pipe, nothing but Python's own library."""
import base64
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time

from hub import Failure

# Elements whose words do not fit, other than those that may scroll or end in dots.
LOOK = """
(() => {
  const wide = document.documentElement.scrollWidth - innerWidth;
  const out = wide > 0 ? [`page is ${wide} px too wide`] : [];
  for (const e of document.querySelectorAll('body *')) {
    const r = e.getBoundingClientRect();
    if (!r.width || !r.height || e.closest('.sr, svg, pre, .table-box, .command, .skip, [hidden]')) continue;
    if (r.right > innerWidth + 1 && getComputedStyle(e).position !== 'fixed')
      out.push(`<${e.tagName.toLowerCase()} class="${e.className}"> ends at ${Math.round(r.right)}`);
  }
  for (const box of document.querySelectorAll('.table-box'))
    if (box.scrollWidth > box.clientWidth + 1) out.push(`table scrolls by ${box.scrollWidth - box.clientWidth} px`);
  return out.slice(0, 5);
})()
"""


class Browser:
    """Chromium, with any number of people in it: each a context of its own cookies."""

    def __init__(self):
        program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
        if not program:
            sys.exit("browser: chromium is missing; apt-get install chromium")
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        to_read, self.to = os.pipe()
        self.back, from_write = os.pipe()

        def plumb():
            os.dup2(to_read, 3)
            os.dup2(from_write, 4)
            os.set_inheritable(3, True)
            os.set_inheritable(4, True)

        self.process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             "--force-device-scale-factor=1", "--remote-debugging-pipe",
             f"--user-data-dir={self.profile.name}", "about:blank"],
            preexec_fn=plumb, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(from_write)
        self.number, self.rest, self.tabs = 0, b"", {}

    def message(self, seconds=30):
        while b"\0" not in self.rest:
            if not select.select([self.back], [], [], seconds)[0]:
                raise Failure("the browser says nothing")
            piece = os.read(self.back, 1 << 16)
            if not piece:
                sys.exit("browser: it ended")
            self.rest += piece
        line, self.rest = self.rest.split(b"\0", 1)
        message = json.loads(line)
        if "id" not in message and message.get("sessionId") in self.tabs:
            self.tabs[message["sessionId"]].events.append(message)
        return message

    def call(self, method, parameters=None, session=None):
        self.number += 1
        number = self.number
        request = {"id": number, "method": method, "params": parameters or {}}
        if session is not None:
            request["sessionId"] = session
        data = json.dumps(request).encode() + b"\0"
        while data:
            data = data[os.write(self.to, data):]
        while True:
            message = self.message()
            if message.get("id") == number:
                if "error" in message:
                    raise Failure(f"{method}: {message['error']['message']}")
                return message["result"]

    def tab(self, own_cookies=False):
        place = {"url": "about:blank"}
        if own_cookies:
            place["browserContextId"] = self.call("Target.createBrowserContext")["browserContextId"]
        target = self.call("Target.createTarget", place)["targetId"]
        session = self.call("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        return Tab(self, session)

    def close(self):
        self.process.terminate()
        self.process.wait()


class Tab:
    """One page of it."""

    def __init__(self, browser, session):
        self.browser, self.session, self.events, self.trouble = browser, session, [], []
        browser.tabs[session] = self
        for domain in ("Page", "Runtime", "Log", "DOM", "Accessibility"):
            self.call(domain + ".enable")
        self.call("Page.setLifecycleEventsEnabled", {"enabled": True})
        # Each of several people has a window in front.
        self.call("Emulation.setFocusEmulationEnabled", {"enabled": True})
        self.size(1280)

    def call(self, method, parameters=None):
        return self.browser.call(method, parameters, self.session)

    def size(self, width, height=800):
        self.width = width
        self.call("Emulation.setDeviceMetricsOverride",
                  {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 720})

    def theme(self, name):
        self.call("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": name}]})

    def script(self, is_on):
        self.call("Emulation.setScriptExecutionDisabled", {"value": not is_on})

    def loaded(self, loader=None, seconds=30):
        """Waits until a page is there; `loader`: that one, not one that was under way before."""
        def is_it(event):
            facts = event.get("params", {})
            return (event.get("method") == "Page.lifecycleEvent" and facts["name"] == "load"
                    and loader in (None, facts["loaderId"]))
        end = time.monotonic() + seconds
        while not any(is_it(event) for event in self.events):
            if time.monotonic() > end:
                raise Failure("no page came")
            self.browser.message()
        self.note()

    def note(self):
        """Keeps what the browser complains of."""
        for event in self.events:
            if event.get("method") == "Log.entryAdded":
                entry = event["params"]["entry"]
                if entry.get("level") == "error" and "favicon" not in entry.get("url", ""):
                    self.trouble.append(f"{entry['text'][:200]} {entry.get('url', '')}")
            if event.get("method") == "Runtime.exceptionThrown":
                details = event["params"]["exceptionDetails"]
                self.trouble.append(details.get("exception", {}).get("description", "exception"))
        self.events = []

    def go(self, address):
        self.note()
        answer = self.call("Page.navigate", {"url": address})
        if "errorText" in answer:
            raise Failure(f"{address}: {answer['errorText']}")
        if "loaderId" in answer:
            self.loaded(answer["loaderId"])

    def loads(self, act):
        """Does something that leads to another page, and waits for it."""
        self.note()
        act()
        self.loaded()

    def value(self, expression):
        answer = self.call(
            "Runtime.evaluate", {"expression": expression, "returnByValue": True, "awaitPromise": True})
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise Failure(details.get("exception", {}).get("description", "exception") + f" in {expression[:80]}")
        return answer["result"].get("value")

    def until(self, expression, seconds=10):
        end = time.monotonic() + seconds
        while True:
            found = self.value(expression)
            if found:
                return found
            if time.monotonic() > end:
                raise Failure(f"never true: {expression}")
            time.sleep(0.05)

    # What a person does: click where something stands, press keys.

    def node(self, selector):
        root = self.call("DOM.getDocument")["root"]["nodeId"]
        node = self.call("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
        if not node:
            raise Failure(f"there is no {selector}")
        return node

    def click(self, selector):
        self.call("Page.bringToFront")
        node = self.node(selector)
        self.call("DOM.scrollIntoViewIfNeeded", {"nodeId": node})
        box = self.call("DOM.getContentQuads", {"nodeId": node})["quads"]
        if not box:
            raise Failure(f"{selector} is not shown")
        quad = box[0]
        where = {"x": (quad[0] + quad[4]) / 2, "y": (quad[1] + quad[5]) / 2, "button": "left", "clickCount": 1}
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", {"type": kind, **where})

    def type(self, selector, text):
        """Puts a text in a field, in place of what is there."""
        self.call("DOM.focus", {"nodeId": self.node(selector)})
        self.call("Input.dispatchKeyEvent", {"type": "keyDown", "key": "a", "commands": ["selectAll"]})
        self.call("Input.dispatchKeyEvent", {"type": "keyUp", "key": "a"})
        self.call("Input.insertText", {"text": text})

    def press(self, key, shift=False):
        code = {"Enter": 13, "Escape": 27, "Tab": 9}.get(key, ord(key[0].upper()))
        text = "\r" if key == "Enter" else key if len(key) == 1 else ""
        common = {"key": key, "windowsVirtualKeyCode": code, "modifiers": 8 if shift else 0}
        self.call("Input.dispatchKeyEvent", {"type": "keyDown" if text else "rawKeyDown", "text": text, **common})
        self.call("Input.dispatchKeyEvent", {"type": "keyUp", **common})

    # What can be seen.

    def text(self, selector="body"):
        return self.value(f"document.querySelector({json.dumps(selector)})?.innerText ?? ''")

    def look(self):
        """What a program can see to be wrong with the layout."""
        return self.value(LOOK) or []

    def picture(self, path):
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": self.width, "height": min(max(size["height"], 800), 4000), "scale": 1}
        shot = self.call("Page.captureScreenshot", {"format": "png", "captureBeyondViewport": True, "clip": clip})
        path.write_bytes(base64.b64decode(shot["data"]))
