package content

import (
	"context"
	"iter"
	"log/slog"

	"github.com/twiliokit/twiliokit/twilio"
)

// A LegacyTemplate is a WhatsApp template that was made before the Content API, as a template
// that the Content API can send. It is the API's LegacyContent resource.
//
// Twilio docs: https://www.twilio.com/docs/content/content-api-resources
type LegacyTemplate struct {
	// SID identifies the template (HX…).
	SID string `json:"sid"`
	// AccountSID is the account that the template belongs to.
	AccountSID string `json:"account_sid"`
	// FriendlyName is what the account calls the template.
	FriendlyName string `json:"friendly_name"`
	// Language is the language of the texts.
	Language string `json:"language"`
	// Variables are the placeholders' defaults.
	Variables twilio.ContentVariables `json:"variables"`
	// Types are the ways in which the template can be shown.
	Types Types `json:"types"`
	// LegacyTemplateName is the name that WhatsApp knows the template by: lower-case letters,
	// digits and underscores.
	LegacyTemplateName string `json:"legacy_template_name"`
	// LegacyBody is the text as it was submitted to WhatsApp.
	LegacyBody string `json:"legacy_body"`
	// DateCreated is when the template was made.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when it last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the list that the template is in.
	URL string `json:"url"`
}

// LogValue returns what may be logged of a template: none of its texts.
func (t *LegacyTemplate) LogValue() slog.Value {
	if t == nil {
		return slog.Value{}
	}
	return logValue(t.SID, t.Language, t.Types)
}

// LegacyTemplateService lists the templates that were made before the Content API. It is reached
// as [API.LegacyTemplates].
//
// Twilio docs: https://www.twilio.com/docs/content/content-api-resources
type LegacyTemplateService struct {
	client *twilio.Client
	path   twilio.Path
}

// List returns the account's legacy templates. params may be nil. See [twilio.List] for how the
// pages are fetched.
//
// Twilio docs: https://www.twilio.com/docs/content/content-api-resources
func (s *LegacyTemplateService) List(ctx context.Context, params *ListTemplatesParams) iter.Seq2[*LegacyTemplate, error] {
	return twilio.List[LegacyTemplate](ctx, s.client, s.path, listKey, params)
}

// ListPage fetches one page of what List returns.
//
// Twilio docs: https://www.twilio.com/docs/content/content-api-resources
func (s *LegacyTemplateService) ListPage(ctx context.Context, params *ListTemplatesParams) (*twilio.Page[LegacyTemplate], error) {
	return twilio.ListPage[LegacyTemplate](ctx, s.client, s.path, listKey, params)
}
