package setup

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
)

// A Plan is what would change on an account. [Account.Plan] makes it and changes nothing;
// [Plan.Apply] does. Its texts hold no number but for its last two digits, and of URLs neither user,
// query nor fragment. What goes to logs, errors among it, holds no URL at all, since a path can be
// secret too. A Plan is not safe for concurrent use.
type Plan struct {
	// Steps are the changes, in the order in which they are made. There are none if the account is
	// as it was described.
	Steps []Step
	// Notes are what is worth knowing and changes nothing, a line each: senders in a pool that are
	// not described, URLs that nothing calls.
	Notes []string
}

// A Step is one change to an account.
type Step struct {
	// Target is what changes: `phone number …61 (PN…)`, `service "Shop"`.
	Target string
	// Changes are what becomes of it, a line each: "callback: none → POST https://shop.example/sms".
	Changes []string

	names []string // of the changes, without URLs
	do    func(context.Context) error
}

// String returns the step in one line, and of URLs only which of them change.
func (s Step) String() string { return s.Target + ": " + strings.Join(s.names, ", ") }

// LogValue returns what String does.
func (s Step) LogValue() slog.Value { return slog.StringValue(s.String()) }

// Empty reports whether there is nothing to change.
func (p *Plan) Empty() bool { return len(p.Steps) == 0 }

// String returns the plan for people to read: the steps with a line for each change, then the notes.
func (p *Plan) String() string {
	var b strings.Builder
	if p.Empty() {
		b.WriteString("nothing to change\n")
	}
	for _, s := range p.Steps {
		b.WriteString(s.Target + "\n")
		for _, change := range s.Changes {
			b.WriteString("  " + change + "\n")
		}
	}
	for _, note := range p.Notes {
		b.WriteString("note: " + note + "\n")
	}
	return b.String()
}

// LogValue returns the steps, a line each, and how many notes there are.
func (p *Plan) LogValue() slog.Value {
	return slog.GroupValue(slog.Any("steps", lines(p.Steps)), slog.Int("notes", len(p.Notes)))
}

// Apply makes the changes one after the other and stops at the first that fails, with an
// [*ApplyError] that says which were made. To go on, make a new plan: it contains what is left.
// Applying a plan twice changes nothing the second time, unless somebody else changed something in
// between: that is undone.
func (p *Plan) Apply(ctx context.Context) error {
	for i, s := range p.Steps {
		if err := s.do(ctx); err != nil {
			return &ApplyError{Done: p.Steps[:i:i], Failed: s, Left: p.Steps[i+1:], Err: err}
		}
	}
	return nil
}

// ApplyError is the error of [Plan.Apply]. It unwraps to what went wrong, which may be a
// [*github.com/twiliokit/twiliokit/twilio.Error].
type ApplyError struct {
	// Done are the steps that were carried out.
	Done []Step
	// Failed is the step that was not. If the answer to its request was lost, it may have been.
	Failed Step
	// Left are the steps that were not tried.
	Left []Step
	// Err is why Failed failed.
	Err error
}

// Error returns the step that failed, why, and the steps that were carried out.
func (e *ApplyError) Error() string {
	done := "nothing was changed before"
	if len(e.Done) > 0 {
		done = "done before: " + strings.Join(lines(e.Done), " | ")
	}
	return fmt.Sprintf("setup: step %d of %d, %s: %v; %s",
		len(e.Done)+1, len(e.Done)+1+len(e.Left), e.Failed, e.Err, done)
}

// Unwrap returns Err.
func (e *ApplyError) Unwrap() error { return e.Err }

func lines(steps []Step) []string {
	out := make([]string, len(steps))
	for i, s := range steps {
		out[i] = s.String()
	}
	return out
}
