package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// progress tells how a broadcast goes on: by a bar on a terminal, and by a line at each tenth of
// the way elsewhere, such as in a log.
type progress struct {
	w        io.Writer
	terminal bool
	total    int
	count    map[outcome]int
	drawn    time.Time
	told     int // tenths
}

func newProgress(w io.Writer, total int) *progress {
	return &progress{w: w, terminal: isTerminal(w), total: total, count: map[outcome]int{}}
}

// isTerminal reports whether w is one that can draw a line over another.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok || os.Getenv("TERM") == "dumb" {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && info.Mode()&os.ModeDevice != 0
}

// add counts a recipient who has been dealt with.
func (p *progress) add(o outcome) {
	p.count[o]++
	if p.terminal {
		if now := time.Now(); now.Sub(p.drawn) >= 50*time.Millisecond {
			p.drawn = now
			fmt.Fprint(p.w, "\r", p.bar())
		}
		return
	}
	if tenth := 10 * p.done() / p.total; tenth > p.told {
		p.told = tenth
		fmt.Fprintln(p.w, p.line())
	}
}

// end draws what has come of all.
func (p *progress) end() {
	switch {
	case p.terminal:
		fmt.Fprint(p.w, "\r", p.bar(), "\n")
	case p.told < 10:
		fmt.Fprintln(p.w, p.line())
	}
}

func (p *progress) done() int { return p.count[sent] + p.count[refused] }

const width = 30

func (p *progress) bar() string {
	full := width
	if p.total > 0 {
		full = width * p.done() / p.total
	}
	const erase = "\x1b[K" // what is left of a longer line
	return "[" + strings.Repeat("█", full) + strings.Repeat("·", width-full) + "] " + p.line() + erase
}

// line is the state in words. What has not happened goes without saying.
func (p *progress) line() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d of %d: %d sent", p.done(), p.total, p.count[sent])
	for _, o := range []outcome{refused, notSent, unknown} {
		if n := p.count[o]; n > 0 {
			fmt.Fprintf(&b, ", %d %s", n, o)
		}
	}
	return b.String()
}
