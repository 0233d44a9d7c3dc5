package twiliotest

import (
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/content"
)

// approval is what WhatsApp says of a template.
type approval struct {
	name      string
	category  content.Category
	shown     content.Type
	submitted time.Time // zero before
	decision  content.ApprovalStatus
	reason    string
	fixed     bool // the category, as it was submitted
}

// received is how long a submitted template waits before WhatsApp looks at it.
const received = time.Minute

// WithApproval makes WhatsApp approve templates by itself, some time after they were submitted.
// Without it they stay pending until [Twilio.ApproveTemplate] or [Twilio.RejectTemplate].
func WithApproval(after time.Duration) Option {
	return func(c *config) { c.approvals, c.approve = true, after }
}

// ApproveTemplate makes WhatsApp approve a template, whether it was submitted or not. It panics if
// there is no template with this SID (HX…), since that is a mistake in the test itself.
func (tw *Twilio) ApproveTemplate(sid string) { tw.decide(sid, content.ApprovalStatusApproved, "") }

// RejectTemplate makes WhatsApp reject a template, and say why. It panics if there is no template
// with this SID (HX…).
func (tw *Twilio) RejectTemplate(sid, reason string) {
	tw.decide(sid, content.ApprovalStatusRejected, reason)
}

// PauseTemplate makes WhatsApp pause a template, as it does with one that people complain of: messages
// with it that open a session fail with 63041 until [Twilio.ApproveTemplate]. It panics if there is no
// template with this SID (HX…).
func (tw *Twilio) PauseTemplate(sid string) { tw.decide(sid, content.ApprovalStatusPaused, "") }

// DisableTemplate makes WhatsApp disable a template: messages with it that open a session fail with
// 63042. It panics if there is no template with this SID (HX…).
func (tw *Twilio) DisableTemplate(sid string) { tw.decide(sid, content.ApprovalStatusDisabled, "") }

func (tw *Twilio) decide(sid string, status content.ApprovalStatus, reason string) {
	defer tw.mustSave()
	tw.mu.Lock()
	defer tw.mu.Unlock()
	for _, a := range tw.accounts {
		if t := a.templates[sid]; t != nil {
			if t.approval.submitted.IsZero() {
				t.submit(t.name, content.CategoryUtility)
			}
			t.approval.decision, t.approval.reason = status, reason
			tw.tellLocked("%s %s", sid, status)
			return
		}
	}
	panic("twiliotest: there is no template " + sid)
}

// submit hands a template to WhatsApp. The caller holds tw.mu.
func (t *template) submit(name string, category content.Category) {
	t.approval = approval{
		name: name, category: category, submitted: t.account.clock.now(),
		shown: t.shownOn(channels.ChannelWhatsApp),
	}
}

// status returns how far the approval has come.
func (a *approval) status(cfg *config) content.ApprovalStatus {
	waited := cfg.clock.since(a.submitted)
	switch {
	case a.decision != "":
		return a.decision
	case a.submitted.IsZero():
		return content.ApprovalStatusUnsubmitted
	case cfg.approvals && waited >= cfg.approve:
		return content.ApprovalStatusApproved
	case waited >= received:
		return content.ApprovalStatusPending
	}
	return content.ApprovalStatusReceived
}

// body returns what the API answers for an approval.
func (a *approval) body(cfg *config) map[string]any {
	return map[string]any{
		"name": a.name, "category": a.category, "content_type": a.shown, "status": a.status(cfg),
		"rejection_reason": a.reason, "allow_category_change": !a.fixed,
	}
}

// templateName reports whether WhatsApp would take a name: lower-case letters, digits and
// underscores.
func templateName(s string) bool {
	return len(s) <= 512 && !strings.ContainsFunc(s, func(r rune) bool {
		return r != '_' && (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
}

func createApproval(c *call) (any, error) {
	var p struct {
		Name                string           `json:"name"`
		Category            content.Category `json:"category"`
		AllowCategoryChange *bool            `json:"allow_category_change"`
	}
	if err := c.decode(&p); err != nil {
		return nil, err
	}
	switch {
	case p.Name == "":
		return nil, missing("name")
	case !templateName(p.Name):
		return nil, bad(twilio.ErrUnknownParameters, "Invalid name")
	case p.Category == "":
		return nil, missing("category")
	case p.Category != content.CategoryUtility && p.Category != content.CategoryMarketing && p.Category != content.CategoryAuthentication:
		return nil, bad(twilio.ErrUnknownParameters, "Invalid category")
	}
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	t, err := c.findTemplate()
	if err != nil {
		return nil, err
	}
	if !t.approval.submitted.IsZero() {
		return nil, bad(content.ErrAlreadySubmitted, "The template associated with this SID has already been submitted for approval.")
	}
	t.submit(p.Name, p.Category)
	t.approval.fixed = p.AllowCategoryChange != nil && !*p.AllowCategoryChange
	return t.approval.body(&c.tw.cfg), nil
}

func getApprovals(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	t, err := c.findTemplate()
	if err != nil {
		return nil, err
	}
	whatsapp := t.approval.body(&c.tw.cfg)
	whatsapp["type"] = "whatsapp"
	return map[string]any{
		"sid": t.sid, "account_sid": t.account.sid, "whatsapp": whatsapp,
		"url": c.origin() + "/v1/Content/" + t.sid + "/ApprovalRequests",
	}, nil
}
