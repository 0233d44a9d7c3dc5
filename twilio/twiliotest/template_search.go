package twiliotest

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/content"
)

func listTemplates(c *call) (any, error) {
	return c.templates(c.account.everyTemplate, (*template).body)
}

func listTemplatesAndApprovals(c *call) (any, error) {
	return c.templates(c.account.everyTemplate, (*template).bodyAndApproval)
}

// listLegacyTemplates lists the templates that are older than the Content API, of which there are
// none.
func listLegacyTemplates(c *call) (any, error) { return c.page("contents", nil) }

func searchTemplates(c *call) (any, error) {
	return c.templates(c.search, (*template).body)
}

func searchTemplatesAndApprovals(c *call) (any, error) {
	return c.templates(c.search, (*template).bodyAndApproval)
}

// templates answers with a page of the templates that find returns.
func (c *call) templates(find func() ([]*template, error), body func(*template, *call) any) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	found, err := find()
	if err != nil {
		return nil, err
	}
	items := make([]item, len(found))
	for i, t := range found {
		items[i] = item{t.sid, func() any { return body(t, c) }}
	}
	return c.page("contents", items)
}

func (t *template) bodyAndApproval(c *call) any {
	body := t.fields()
	body["approval_requests"] = t.approval.body(&c.tw.cfg)
	return body
}

// everyTemplate returns the account's templates, newest first.
func (a *account) everyTemplate() ([]*template, error) {
	all := make([]*template, 0, len(a.templates))
	for _, t := range a.templates {
		all = append(all, t)
	}
	slices.SortFunc(all, func(a, b *template) int { return strings.Compare(b.sid, a.sid) })
	return all, nil
}

// search returns the templates that fit all of the call's filters, in the order that it asks for.
func (c *call) search() ([]*template, error) {
	tests, err := c.templateFilters()
	if err != nil {
		return nil, err
	}
	found, err := c.account.everyTemplate()
	if err != nil {
		return nil, err
	}
	found = slices.DeleteFunc(found, func(t *template) bool {
		return slices.ContainsFunc(tests, func(fits func(*template) bool) bool { return !fits(t) })
	})
	for _, by := range []struct {
		param   string
		compare func(a, b *template) int
	}{
		{"SortByDate", func(a, b *template) int { return a.updated.Compare(b.updated) }},
		{"SortByContentName", func(a, b *template) int { return strings.Compare(a.name, b.name) }},
	} {
		order := c.params.Get(by.param)
		switch {
		case order == "":
		case strings.EqualFold(order, string(content.SortOrderAscending)):
			slices.SortStableFunc(found, by.compare)
		case strings.EqualFold(order, string(content.SortOrderDescending)):
			slices.SortStableFunc(found, func(a, b *template) int { return by.compare(b, a) })
		default:
			return nil, bad(twilio.ErrUnknownParameters, "Invalid %s", by.param)
		}
	}
	return found, nil
}

// templateFilters returns the tests that a template has to pass.
func (c *call) templateFilters() (tests []func(*template) bool, err error) {
	for name, read := range map[string]func(*template) string{
		"ContentName": func(t *template) string { return t.name },
		"Content":     (*template).allTexts,
	} {
		if pattern := c.params.Get(name); pattern != "" {
			wanted, err := regexp.Compile(pattern)
			if err != nil {
				return nil, bad(twilio.ErrUnknownParameters, "Invalid %s", name)
			}
			tests = append(tests, func(t *template) bool { return wanted.MatchString(read(t)) })
		}
	}
	for name, has := range map[string]func(*template, string) bool{
		"Language":           func(t *template, v string) bool { return t.language == v },
		"ContentType":        func(t *template, v string) bool { return t.types[content.Type(v)] != nil },
		"ChannelEligibility": c.eligible,
	} {
		if values := c.params[name]; len(values) > 0 {
			tests = append(tests, func(t *template) bool {
				return slices.ContainsFunc(values, func(v string) bool { return has(t, v) })
			})
		}
	}
	for name, fits := range map[string]func(t, bound time.Time) bool{
		"DateCreatedAfter":  func(t, bound time.Time) bool { return !t.Before(bound) },
		"DateCreatedBefore": func(t, bound time.Time) bool { return !t.After(bound) },
	} {
		if v := c.params.Get(name); v != "" {
			bound, _, ok := parseDate(v)
			if !ok {
				return nil, refuse(http.StatusBadRequest, twilio.ErrUnknownParameters, "Invalid %s", name)
			}
			tests = append(tests, func(t *template) bool { return fits(t.created, bound) })
		}
	}
	return tests, nil
}

// eligible reports whether a template has a status on a channel, both written
// "whatsapp:approved". WhatsApp is the one channel that has any.
func (c *call) eligible(t *template, want string) bool {
	return strings.EqualFold(want, "whatsapp:"+string(t.approval.status(&c.tw.cfg)))
}

// allTexts returns every text in the template's types, a line each.
func (t *template) allTexts() string {
	var b strings.Builder
	var gather func(any)
	gather = func(v any) {
		switch v := v.(type) {
		case string:
			b.WriteString(v)
			b.WriteByte('\n')
		case []any:
			for _, part := range v {
				gather(part)
			}
		case map[string]any:
			for _, part := range v {
				gather(part)
			}
		}
	}
	for _, raw := range t.types {
		var v any
		if json.Unmarshal(raw, &v) == nil {
			gather(v)
		}
	}
	return b.String()
}
