package browser_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// patience is how long anything may take that a test waits for.
const patience = 20 * time.Second

// chromium is a browser under the DevTools protocol, which it speaks over a pipe.
type chromium struct {
	process *exec.Cmd
	profile string
	out     *os.File

	mu      sync.Mutex
	last    int
	waiting map[int]chan<- reply
	pages   map[string]*page // by session
	gone    chan struct{}
}

// reply is what comes back for a command.
type reply struct {
	Result json.RawMessage `json:"result"`
	Error  *struct {
		Message string `json:"message"`
	} `json:"error"`
}

func findChromium() (string, error) {
	names := []string{os.Getenv("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"}
	for _, name := range names {
		if path, err := exec.LookPath(name); name != "" && err == nil {
			return path, nil
		}
	}
	return "", errors.New("there is no Chromium in the PATH; Debian's package is chromium, and CHROMIUM names another")
}

// launch starts a browser that can reach loopback and nothing else.
func launch() (*chromium, error) {
	program, err := findChromium()
	if err != nil {
		return nil, err
	}
	profile, err := os.MkdirTemp("", "chromium-")
	if err != nil {
		return nil, err
	}
	commands, toBrowser, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	fromBrowser, answers, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	c := &chromium{
		profile: profile, out: toBrowser,
		waiting: map[int]chan<- reply{}, pages: map[string]*page{}, gone: make(chan struct{}),
	}
	c.process = exec.Command(program,
		"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
		"--disable-default-apps", "--force-color-profile=srgb", "--hide-scrollbars", "--lang=en-US",
		"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
		"--user-data-dir="+profile, "--remote-debugging-pipe", "about:blank")
	c.process.ExtraFiles = []*os.File{commands, answers} // its 3 and 4
	c.process.Env = append(os.Environ(), "HOME="+profile, "XDG_CONFIG_HOME="+profile, "XDG_CACHE_HOME="+profile)
	if err := c.process.Start(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(profile))
	}
	_, _ = commands.Close(), answers.Close() // which are the browser's now
	go c.listen(fromBrowser)
	return c, nil
}

// close ends the browser.
func (c *chromium) close() error {
	_ = c.do("", "Browser.close", nil, nil) // which may not be answered any more
	ended := make(chan error, 1)
	go func() { ended <- c.process.Wait() }()
	select {
	case <-ended:
	case <-time.After(patience):
		_ = c.process.Process.Kill()
		<-ended
	}
	_ = c.out.Close()
	return os.RemoveAll(c.profile)
}

// listen hands out what the browser says: replies to who waits for them, events to their pages.
func (c *chromium) listen(r io.ReadCloser) {
	defer close(c.gone)
	defer r.Close()
	in := bufio.NewReader(r)
	for {
		line, err := in.ReadBytes(0)
		if err != nil {
			return
		}
		var m struct {
			ID      int             `json:"id"`
			Session string          `json:"sessionId"`
			Method  string          `json:"method"`
			Params  json.RawMessage `json:"params"`
			reply
		}
		if json.Unmarshal(bytes.TrimSuffix(line, []byte{0}), &m) != nil {
			continue
		}
		c.mu.Lock()
		waiting, p := c.waiting[m.ID], c.pages[m.Session]
		delete(c.waiting, m.ID)
		c.mu.Unlock()
		switch {
		case m.ID != 0 && waiting != nil:
			waiting <- m.reply
		case m.ID == 0 && p != nil:
			p.event(m.Method, m.Params)
		}
	}
}

// do sends a command, for a page if session names one, and reads what comes back into result.
func (c *chromium) do(session, method string, params, result any) error {
	if params == nil {
		params = struct{}{}
	}
	answer := make(chan reply, 1)
	c.mu.Lock()
	c.last++
	message, err := json.Marshal(map[string]any{"id": c.last, "method": method, "params": params})
	if session != "" {
		message, err = json.Marshal(map[string]any{"id": c.last, "method": method, "params": params, "sessionId": session})
	}
	if err == nil {
		c.waiting[c.last] = answer
		_, err = c.out.Write(append(message, 0))
	}
	c.mu.Unlock()
	if err != nil {
		return err
	}
	select {
	case got := <-answer:
		if got.Error != nil {
			return fmt.Errorf("%s: %s", method, got.Error.Message)
		}
		if result == nil {
			return nil
		}
		return json.Unmarshal(got.Result, result)
	case <-c.gone:
		return fmt.Errorf("%s: the browser has ended", method)
	case <-time.After(2 * patience):
		return fmt.Errorf("%s: no answer", method)
	}
}

// screenshot keeps a picture of what is seen of the page, if anybody wants one.
func (p *page) screenshot(name string) {
	p.t.Helper()
	p.capture(name, map[string]any{"format": "png"})
}

// screenshotWhole keeps a picture of the page from top to bottom.
func (p *page) screenshotWhole(name string) {
	p.t.Helper()
	size := eval[[2]int](p, "[innerWidth, document.documentElement.scrollHeight]")
	p.capture(name, map[string]any{
		"format": "png", "captureBeyondViewport": true,
		"clip": map[string]any{"x": 0, "y": 0, "width": size[0], "height": size[1], "scale": 1},
	})
}

func (p *page) capture(name string, params map[string]any) {
	p.t.Helper()
	folder := os.Getenv("SCREENSHOTS")
	if folder == "" {
		return
	}
	var shot struct{ Data []byte }
	p.do("Page.captureScreenshot", params, &shot)
	if err := os.WriteFile(filepath.Join(folder, name+".png"), shot.Data, 0o600); err != nil {
		p.t.Error(err)
	}
}

var (
	browser *chromium
	program string // devphone
)

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	folder, err := os.MkdirTemp("", "devphone-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(folder)
	program = filepath.Join(folder, "devphone")
	build := exec.Command("go", "build", "-C", "../..", "-buildvcs=false", "-o", program, "./examples/devphone")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "%v\n%s", err, out)
		return 1
	}
	if browser, err = launch(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	status := m.Run()
	if err := browser.close(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return status
}
