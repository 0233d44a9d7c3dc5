package conversations

import (
	"context"
	"iter"
	"net/url"
	"strings"

	"github.com/twiliokit/twiliokit/twilio"
)

// A Credential is what push notifications are sent with: an account at Apple or Google. What it
// consists of is never in an answer.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/credential-resource
type Credential struct {
	// SID identifies the credential: CR….
	SID string `json:"sid"`
	// AccountSID is the account that the credential belongs to.
	AccountSID string `json:"account_sid"`
	// FriendlyName describes the credential for people.
	FriendlyName string `json:"friendly_name"`
	// Type is who delivers the notifications.
	Type CredentialType `json:"type"`
	// Sandbox is the word "True" or "False", or empty. See [Credential.InSandbox].
	Sandbox string `json:"sandbox"`
	// DateCreated is when the credential was made.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when it last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the credential.
	URL string `json:"url"`
}

// InSandbox reports whether notifications go to Apple's sandbox rather than to production.
func (c *Credential) InSandbox() bool { return strings.EqualFold(c.Sandbox, "true") }

// CredentialType is who delivers push notifications.
type CredentialType string

// Who delivers push notifications.
const (
	CredentialTypeAPN CredentialType = "apn" // Apple
	CredentialTypeFCM CredentialType = "fcm" // Google
	CredentialTypeGCM CredentialType = "gcm" // Google, before FCM
)

// CreateCredentialParams are a new credential. Type is required, and with it what it asks for:
// Certificate and PrivateKey for APN, Secret for FCM, APIKey for GCM.
type CreateCredentialParams struct {
	// Type is who delivers the notifications.
	Type CredentialType `url:"Type,omitempty"`
	// FriendlyName describes the credential for people, in up to 64 characters.
	FriendlyName string `url:"FriendlyName,omitempty"`
	// Certificate is that of the app, in PEM. APN only.
	Certificate twilio.Secret `url:"Certificate,omitempty"`
	// PrivateKey is the key of Certificate, in PEM. APN only.
	PrivateKey twilio.Secret `url:"PrivateKey,omitempty"`
	// Sandbox sends to Apple's sandbox. APN only.
	Sandbox *bool `url:"Sandbox,omitempty"`
	// APIKey is the project's key. GCM only.
	APIKey twilio.Secret `url:"ApiKey,omitempty"`
	// Secret is the project's server key. FCM only.
	Secret twilio.Secret `url:"Secret,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ListCredentialsParams say which page of the account's credentials is wanted. The zero value lists
// all.
type ListCredentialsParams struct {
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// UpdateCredentialParams change a credential. What is left out stays as it is.
type UpdateCredentialParams struct {
	// Type is who delivers the notifications.
	Type CredentialType `url:"Type,omitempty"`
	// FriendlyName describes the credential for people, in up to 64 characters.
	FriendlyName *string `url:"FriendlyName,omitempty"`
	// Certificate is that of the app, in PEM. APN only.
	Certificate twilio.Secret `url:"Certificate,omitempty"`
	// PrivateKey is the key of Certificate, in PEM. APN only.
	PrivateKey twilio.Secret `url:"PrivateKey,omitempty"`
	// Sandbox sends to Apple's sandbox. APN only.
	Sandbox *bool `url:"Sandbox,omitempty"`
	// APIKey is the project's key. GCM only.
	APIKey twilio.Secret `url:"ApiKey,omitempty"`
	// Secret is the project's server key. FCM only.
	Secret twilio.Secret `url:"Secret,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// CredentialService keeps an account's credentials. It is reached as [API.Credentials].
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/credential-resource
type CredentialService struct {
	client *twilio.Client
	path   twilio.Path
}

// Create makes a credential.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/credential-resource#create-a-credential-resource
func (s *CredentialService) Create(ctx context.Context, params *CreateCredentialParams) (*Credential, error) {
	return twilio.Post[Credential](ctx, s.client, s.path, params)
}

// Get fetches a credential by its SID (CR…). The error matches [twilio.ErrNotFound] if there is
// none.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/credential-resource#fetch-a-credential-resource
func (s *CredentialService) Get(ctx context.Context, sid string) (*Credential, error) {
	return twilio.Get[Credential](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the account's credentials. params may be nil. See [twilio.List] for how the pages
// are fetched.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/credential-resource#read-multiple-credential-resources
func (s *CredentialService) List(ctx context.Context, params *ListCredentialsParams) iter.Seq2[*Credential, error] {
	return twilio.List[Credential](ctx, s.client, s.path, "credentials", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 credentials to a page and
// its limit 100.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/credential-resource#read-multiple-credential-resources
func (s *CredentialService) ListPage(ctx context.Context, params *ListCredentialsParams) (*twilio.Page[Credential], error) {
	return twilio.ListPage[Credential](ctx, s.client, s.path, "credentials", params)
}

// Update changes a credential, by its SID (CR…).
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/credential-resource#update-a-credential-resource
func (s *CredentialService) Update(ctx context.Context, sid string, params *UpdateCredentialParams) (*Credential, error) {
	return twilio.Post[Credential](ctx, s.client, s.path.ID(sid), params)
}

// Delete removes a credential, by its SID (CR…). Notifications are no longer sent with it.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/credential-resource#delete-a-credential-resource
func (s *CredentialService) Delete(ctx context.Context, sid string) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sid))
}
