package twiliotest

import (
	"encoding/json"
	"maps"
	"net/http"
	"strings"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/content"
)

func templateRoutes() []route {
	const (
		all     = "/v1/Content"
		one     = all + "/{sid}"
		approve = one + "/ApprovalRequests"
		ok      = http.StatusOK
	)
	return []route{
		{http.MethodPost, all, http.StatusCreated, createTemplate, guarded},
		{http.MethodGet, all, ok, listTemplates, guarded},
		{http.MethodGet, one, ok, getTemplate, guarded},
		{http.MethodPut, one, ok, updateTemplate, guarded},
		{http.MethodDelete, one, http.StatusNoContent, deleteTemplate, guarded},
		{http.MethodPost, approve + "/whatsapp", http.StatusCreated, createApproval, guarded},
		{http.MethodGet, approve, ok, getApprovals, guarded},
		{http.MethodGet, "/v1/ContentAndApprovals", ok, listTemplatesAndApprovals, guarded},
		{http.MethodGet, "/v1/LegacyContent", ok, listLegacyTemplates, guarded},
		{http.MethodGet, "/v2/Content", ok, searchTemplates, guarded},
		{http.MethodGet, "/v2/ContentAndApprovals", ok, searchTemplatesAndApprovals, guarded},
	}
}

// templateParams are the body of a call that makes or changes a template.
type templateParams struct {
	FriendlyName *string                           `json:"friendly_name"`
	Language     string                            `json:"language"`
	Variables    map[string]string                 `json:"variables"`
	Types        map[content.Type]*json.RawMessage `json:"types"`
}

// members are what a type cannot do without.
var members = map[content.Type][]string{
	content.TypeText:                   {"body"},
	content.TypeMedia:                  {"media"},
	content.TypeLocation:               {"latitude", "longitude"},
	content.TypeListPicker:             {"body", "button", "items"},
	content.TypeCallToAction:           {"body", "actions"},
	content.TypeQuickReply:             {"body", "actions"},
	content.TypeCard:                   {},
	content.TypeCatalog:                {"body"},
	content.TypeCarousel:               {"body", "cards"},
	content.TypeFlows:                  {"body", "button_text", "pages", "type"},
	content.TypeSchedule:               {"id", "title", "timeSlots"},
	content.TypeWhatsAppCard:           {"body"},
	content.TypeWhatsAppAuthentication: {"actions"},
	content.TypeWhatsAppFlows:          {"body", "button_text", "flow_id"},
}

// checkType refuses a type that is not known, that lacks a member or has one of another kind than
// the client.
func checkType(name content.Type, raw json.RawMessage) error {
	wanted, known := members[name]
	if !known {
		return bad(content.ErrUnsupportedType, "Unsupported Content Type")
	}
	var found map[string]any
	if err := json.Unmarshal(raw, &found); err != nil {
		return bad(twilio.ErrUnknownParameters, "Invalid content type %s", name)
	}
	for _, member := range wanted {
		list, isList := found[member].([]any)
		if v := found[member]; v == nil || v == "" || isList && len(list) == 0 {
			return bad(twilio.ErrUnknownParameters, "Content type %s requires %s", name, member)
		}
	}
	b, err := json.Marshal(map[content.Type]json.RawMessage{name: raw})
	if err != nil {
		return err
	}
	var types content.Types
	if err := json.Unmarshal(b, &types); err != nil || types.Other != nil { // which keeps what does not fit
		return bad(twilio.ErrUnknownParameters, "Invalid content type %s", name)
	}
	return nil
}

// languageCode reports whether s can be the code of a language, with a region or without: en, es_MX.
func languageCode(s string) bool {
	language, region, _ := strings.Cut(s, "_")
	return (len(language) == 2 || len(language) == 3) && madeOf(language, 'a', 'z') &&
		(region == "" && language == s || len(region) == 2 && madeOf(region, 'A', 'Z'))
}

// madeOf reports whether all of s lies between two characters.
func madeOf(s string, first, last rune) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < first || r > last })
}

// decode reads a body of JSON into v.
func (c *call) decode(v any) error {
	if err := json.Unmarshal(c.body, v); err != nil {
		return bad(twilio.ErrUnknownParameters, "Invalid JSON body")
	}
	return nil
}

// templateParams reads and checks the body of a call.
func (c *call) templateParams() (*templateParams, map[content.Type]json.RawMessage, error) {
	var p templateParams
	if err := c.decode(&p); err != nil {
		return nil, nil, err
	}
	types := map[content.Type]json.RawMessage{}
	for name, raw := range p.Types {
		if raw == nil { // null stands for a type that is not there
			continue
		}
		if err := checkType(name, *raw); err != nil {
			return nil, nil, err
		}
		types[name] = *raw
	}
	switch {
	case len(types) == 0:
		return nil, nil, bad(content.ErrTypesRequired, "'Types' Parameter Required")
	case p.Language != "" && !languageCode(p.Language):
		return nil, nil, bad(content.ErrInvalidLanguage, "Invalid language code")
	case len(p.Variables) > maxVariables:
		return nil, nil, bad(content.ErrTooManyVariables, "The 'variables' parameter exceeds the allowed limit")
	}
	return &p, types, nil
}

const maxVariables = 100

func createTemplate(c *call) (any, error) {
	p, types, err := c.templateParams()
	if err != nil {
		return nil, err
	}
	if p.Language == "" {
		return nil, bad(content.ErrLanguageRequired, "'language' Parameter Required")
	}
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	t := &template{sid: c.tw.sid("HX"), account: c.account, created: c.tw.stamp()}
	t.set(p, types)
	c.account.templates[t.sid] = t
	return t.body(c), nil
}

// set takes over what the body of a call says of a template.
func (t *template) set(p *templateParams, types map[content.Type]json.RawMessage) {
	t.types, t.updated = types, t.account.clock.stamp()
	if p.FriendlyName != nil {
		t.name = *p.FriendlyName
	}
	if p.Language != "" {
		t.language = p.Language
	}
	if p.Variables != nil || t.variables == nil {
		t.variables = map[string]string{}
		maps.Copy(t.variables, p.Variables)
	}
}

// findTemplate returns the template that the path names. The caller holds tw.mu.
func (c *call) findTemplate() (*template, error) {
	if t := c.account.templates[c.vars.get("sid")]; t != nil {
		return t, nil
	}
	return nil, c.notFound()
}

// fields returns what every answer holds of a template.
func (t *template) fields() map[string]any {
	return map[string]any{
		"sid": t.sid, "account_sid": t.account.sid, "friendly_name": t.name, "language": t.language,
		"variables": t.variables, "types": t.types,
		"date_created": iso8601(t.created), "date_updated": iso8601(t.updated),
	}
}

// body returns what the API answers for a template.
func (t *template) body(c *call) any {
	body, self := t.fields(), c.origin()+"/v1/Content/"+t.sid
	body["url"] = self
	body["links"] = map[string]string{
		"approval_create": self + "/ApprovalRequests/whatsapp",
		"approval_fetch":  self + "/ApprovalRequests",
	}
	return body
}

func getTemplate(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	t, err := c.findTemplate()
	if err != nil {
		return nil, err
	}
	return t.body(c), nil
}

func updateTemplate(c *call) (any, error) {
	p, types, err := c.templateParams()
	if err != nil {
		return nil, err
	}
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	t, err := c.findTemplate()
	if err != nil {
		return nil, err
	}
	t.set(p, types)
	return t.body(c), nil
}

func deleteTemplate(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	t, err := c.findTemplate()
	if err != nil {
		return nil, err
	}
	delete(c.account.templates, t.sid)
	return nil, nil //nolint:nilnil // a deletion has no answer
}
