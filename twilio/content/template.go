package content

import (
	"context"
	"iter"
	"log/slog"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/internal/extra"
)

// A Template is a message to be sent many times, in one language and in one or more [Types]. It
// is the API's Content resource.
//
// Twilio docs: https://www.twilio.com/docs/content/content-api-resources
type Template struct {
	// SID identifies the template (HX…). It is the ContentSID of a message.
	SID string `json:"sid"`
	// AccountSID is the account that the template belongs to.
	AccountSID string `json:"account_sid"`
	// FriendlyName is what the account calls the template. Recipients do not see it.
	FriendlyName string `json:"friendly_name"`
	// Language is the language of the texts, a code of ISO 639-1, with a region where WhatsApp
	// tells regions apart: "en", "es_MX".
	Language string `json:"language"`
	// Variables are the placeholders' defaults, which WhatsApp also reads as samples.
	Variables twilio.ContentVariables `json:"variables"`
	// Types are the ways in which the template can be shown.
	Types Types `json:"types"`
	// DateCreated is when the template was made.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when it last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the template.
	URL string `json:"url"`
	// Links are the addresses of what belongs to the template, by name: "approval_fetch".
	Links map[string]string `json:"links"`
}

// LogValue returns what may be logged of a template: none of its texts.
func (t *Template) LogValue() slog.Value {
	if t == nil {
		return slog.Value{}
	}
	return logValue(t.SID, t.Language, t.Types)
}

func logValue(sid, language string, types Types) slog.Value {
	return slog.GroupValue(
		slog.String("sid", sid),
		slog.String("language", language),
		slog.Any("types", types.Names()),
	)
}

// CreateTemplateParams are a new template. Language and Types are required.
//
// Twilio docs: https://www.twilio.com/docs/content/content-api-resources
type CreateTemplateParams struct {
	// FriendlyName is what the account calls the template. Recipients do not see it.
	FriendlyName string `json:"friendly_name,omitempty"`
	// Language is the language of the texts: "en", "es_MX".
	Language string `json:"language,omitempty"`
	// Variables are the placeholders' defaults. WhatsApp approves a template with placeholders
	// only if each has one.
	Variables twilio.ContentVariables `json:"variables,omitzero"`
	// Types are the ways in which the template can be shown, at least one.
	Types Types `json:"types"`
	// Extra holds members of the body that this version does not know. One of the same name as a
	// field above takes its place.
	Extra map[string]any `json:"-"`
}

// UpdateTemplateParams are what a template is to be from now on. Types is required and replaces
// all types that there were.
type UpdateTemplateParams struct {
	// FriendlyName is what the account calls the template.
	FriendlyName string `json:"friendly_name,omitempty"`
	// Language is the language of the texts.
	Language string `json:"language,omitempty"`
	// Variables are the placeholders' defaults. A map that is empty and not nil is sent.
	Variables twilio.ContentVariables `json:"variables,omitzero"`
	// Types are the ways in which the template can be shown, at least one.
	Types Types `json:"types"`
	// Extra holds members of the body that this version does not know.
	Extra map[string]any `json:"-"`
}

// MarshalJSON writes the body with Extra in it.
func (p CreateTemplateParams) MarshalJSON() ([]byte, error) {
	type plain CreateTemplateParams
	return extra.Marshal(plain(p), p.Extra)
}

// MarshalJSON writes the body with Extra in it.
func (p UpdateTemplateParams) MarshalJSON() ([]byte, error) {
	type plain UpdateTemplateParams
	return extra.Marshal(plain(p), p.Extra)
}

// TemplateService keeps an account's templates. It is reached as [API.Templates].
//
// Twilio docs: https://www.twilio.com/docs/content/content-api-resources
type TemplateService struct {
	client       *twilio.Client
	path, search twilio.Path
}

// Create makes a template. It can be sent at once wherever no approval is needed. WhatsApp may
// refuse later what Twilio takes: see [TemplateService.Approvals].
//
// Twilio docs: https://www.twilio.com/docs/content/content-api-resources
func (s *TemplateService) Create(ctx context.Context, params *CreateTemplateParams) (*Template, error) {
	return twilio.Post[Template](ctx, s.client, s.path, twilio.JSON{Body: params})
}

// Get fetches a template by its SID (HX…). The error matches [twilio.ErrNotFound] if there is
// none.
//
// Twilio docs: https://www.twilio.com/docs/content/content-api-resources
func (s *TemplateService) Get(ctx context.Context, sid string) (*Template, error) {
	return twilio.Get[Template](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the account's templates. params may be nil. See [twilio.List] for how the pages
// are fetched, and [TemplateService.Search] for filters.
//
// Twilio docs: https://www.twilio.com/docs/content/content-api-resources
func (s *TemplateService) List(ctx context.Context, params *ListTemplatesParams) iter.Seq2[*Template, error] {
	return twilio.List[Template](ctx, s.client, s.path, listKey, params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 templates to a page and
// its limit 1,000.
//
// Twilio docs: https://www.twilio.com/docs/content/content-api-resources
func (s *TemplateService) ListPage(ctx context.Context, params *ListTemplatesParams) (*twilio.Page[Template], error) {
	return twilio.ListPage[Template](ctx, s.client, s.path, listKey, params)
}

// Search returns the account's templates that match all of the filters, in v2 of the API. params
// may be nil.
//
// Twilio docs: https://www.twilio.com/docs/content/content-api-resources
func (s *TemplateService) Search(ctx context.Context, params *SearchTemplatesParams) iter.Seq2[*Template, error] {
	return twilio.List[Template](ctx, s.client, s.search, listKey, params)
}

// SearchPage fetches one page of what Search returns.
//
// Twilio docs: https://www.twilio.com/docs/content/content-api-resources
func (s *TemplateService) SearchPage(ctx context.Context, params *SearchTemplatesParams) (*twilio.Page[Template], error) {
	return twilio.ListPage[Template](ctx, s.client, s.search, listKey, params)
}

// Update replaces a template. To change one of its types, fetch it and send all of its Types
// back. The error matches [twilio.ErrNotFound] if there is no such template.
//
// Twilio docs: https://www.twilio.com/docs/content/content-api-resources
func (s *TemplateService) Update(ctx context.Context, sid string, params *UpdateTemplateParams) (*Template, error) {
	return twilio.Put[Template](ctx, s.client, s.path.ID(sid), twilio.JSON{Body: params})
}

// Delete removes a template for good. The error matches [twilio.ErrNotFound] if there is none.
//
// Twilio docs: https://www.twilio.com/docs/content/content-api-resources
func (s *TemplateService) Delete(ctx context.Context, sid string) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sid))
}
