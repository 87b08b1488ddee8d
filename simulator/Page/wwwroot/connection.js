// Starts the page's connection to the simulator, and gets it back after the simulator was restarted: nobody has to do anything.
(function () {
  'use strict';

  const retryMs = 1000;
  const failureMs = 3000;
  const notice = document.getElementById('connection');
  const pause = ms => new Promise(resolve => setTimeout(resolve, ms));
  let isLost = false;

  async function reload() {
    // The server that answers may be one that is just starting: a page that can't be had yet must not replace this one.
    for (;;) {
      try {
        if ((await fetch(location.href, { cache: 'no-store' })).ok) {
          location.reload();
          return;
        }
      } catch {
        // Not there yet.
      }

      await pause(retryMs);
    }
  }

  async function reconnect() {
    while (isLost) {
      try {
        if (await Blazor.reconnect()) {
          return;
        }

        // The server is there and doesn't know this page: it was restarted.
        await reload();
        return;
      } catch {
        await pause(retryMs);
      }
    }
  }

  const reconnectionHandler = {
    onConnectionDown() {
      isLost = true;
      notice.hidden = false;
      window.dispatchEvent(new Event('aed-connection-lost'));
      reconnect();
    },
    onConnectionUp() {
      isLost = false;
      notice.hidden = true;
    }
  };

  // Blazor shows this element when something on the page has thrown; then it is dead until it is loaded anew.
  const failure = document.getElementById('blazor-error-ui');
  new MutationObserver(async (_, observer) => {
    if (getComputedStyle(failure).display !== 'none') {
      observer.disconnect();
      await pause(failureMs);
      await reload();
    }
  }).observe(failure, { attributes: true, attributeFilter: ['style'] });

  window.aedPage = {
    rememberDark(isDark) {
      document.cookie = 'dark=' + (isDark ? 1 : 0) + '; path=/; max-age=31536000; samesite=lax';
    },
    remember(name, value) {
      localStorage.setItem(name, value);
    },
    remembered(name) {
      return localStorage.getItem(name);
    },
    focus(id) {
      document.getElementById(id)?.focus();
    },
    copy(text) {
      return navigator.clipboard.writeText(text);
    }
  };

  Blazor.start({ circuit: { reconnectionHandler } }).catch(() => reconnectionHandler.onConnectionDown());
})();
