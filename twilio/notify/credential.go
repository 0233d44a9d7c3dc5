package notify

import (
	"context"
	"iter"
	"net/url"
	"strings"

	"github.com/twiliokit/twiliokit/twilio"
)

// A Credential is Twilio's access to a push service. What it consists of is never shown again.
//
// Twilio docs: https://www.twilio.com/docs/notify/api/credential-resource
type Credential struct {
	// SID identifies the credential: CR….
	SID string `json:"sid"`
	// AccountSID is the account that the credential belongs to.
	AccountSID string `json:"account_sid"`
	// FriendlyName describes the credential for people.
	FriendlyName string `json:"friendly_name"`
	// Type is the push service.
	Type CredentialType `json:"type"`
	// Sandbox is a word, "True" or "False", in whichever case. See [Credential.InSandbox].
	Sandbox string `json:"sandbox"`
	// DateCreated is when the credential was made.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when the credential last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the credential.
	URL string `json:"url"`
}

// InSandbox reports whether the credential is for Apple's sandbox rather than for apps in
// production.
func (c *Credential) InSandbox() bool { return strings.EqualFold(c.Sandbox, "true") }

// CredentialType is the push service that a credential is for.
type CredentialType string

// The push services.
const (
	CredentialTypeAPN CredentialType = "apn" // Apple
	CredentialTypeFCM CredentialType = "fcm" // Google's Firebase
	CredentialTypeGCM CredentialType = "gcm" // Google's before Firebase
)

// CreateCredentialParams are a new credential. Type is required, and what it asks for: Certificate
// and PrivateKey for APN, Secret for FCM, APIKey for GCM.
type CreateCredentialParams struct {
	// Type is the push service.
	Type CredentialType `url:"Type,omitempty"`
	// FriendlyName describes the credential, in up to 64 characters.
	FriendlyName string `url:"FriendlyName,omitempty"`
	// Certificate is the app's certificate from Apple, in PEM.
	Certificate twilio.Secret `url:"Certificate,omitempty"`
	// PrivateKey is the certificate's key, in PEM.
	PrivateKey twilio.Secret `url:"PrivateKey,omitempty"`
	// Sandbox says whether the certificate is for Apple's sandbox.
	Sandbox *bool `url:"Sandbox,omitempty"`
	// APIKey is the project's key from Google's developer console, for GCM.
	APIKey twilio.Secret `url:"ApiKey,omitempty"`
	// Secret is the project's server key from the Firebase console, for FCM.
	Secret twilio.Secret `url:"Secret,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ListCredentialsParams say how the credentials of an account are fetched. The zero value lists all.
type ListCredentialsParams struct {
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// UpdateCredentialParams change a credential. Its type stays.
type UpdateCredentialParams struct {
	// FriendlyName describes the credential, in up to 64 characters.
	FriendlyName *string `url:"FriendlyName,omitempty"`
	// Certificate is the app's certificate from Apple, in PEM.
	Certificate twilio.Secret `url:"Certificate,omitempty"`
	// PrivateKey is the certificate's key, in PEM.
	PrivateKey twilio.Secret `url:"PrivateKey,omitempty"`
	// Sandbox says whether the certificate is for Apple's sandbox.
	Sandbox *bool `url:"Sandbox,omitempty"`
	// APIKey is the project's key from Google's developer console, for GCM.
	APIKey twilio.Secret `url:"ApiKey,omitempty"`
	// Secret is the project's server key from the Firebase console, for FCM.
	Secret twilio.Secret `url:"Secret,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// CredentialService creates, reads, changes and removes the credentials of an account, which all of
// its Notify services share. It is reached as [API.Credentials].
//
// Twilio docs: https://www.twilio.com/docs/notify/api/credential-resource
type CredentialService struct {
	client *twilio.Client
	path   twilio.Path
}

// Create makes a credential.
//
// Twilio docs: https://www.twilio.com/docs/notify/api/credential-resource
func (s *CredentialService) Create(ctx context.Context, params *CreateCredentialParams) (*Credential, error) {
	return twilio.Post[Credential](ctx, s.client, s.path, params)
}

// Get fetches a credential by its SID (CR…), without its keys. The error matches
// [twilio.ErrNotFound] if there is none.
//
// Twilio docs: https://www.twilio.com/docs/notify/api/credential-resource
func (s *CredentialService) Get(ctx context.Context, sid string) (*Credential, error) {
	return twilio.Get[Credential](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the account's credentials. params may be nil. See [twilio.List] for how the pages are
// fetched.
//
// Twilio docs: https://www.twilio.com/docs/notify/api/credential-resource
func (s *CredentialService) List(ctx context.Context, params *ListCredentialsParams) iter.Seq2[*Credential, error] {
	return twilio.List[Credential](ctx, s.client, s.path, "credentials", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 credentials to a page and
// its limit 1,000.
//
// Twilio docs: https://www.twilio.com/docs/notify/api/credential-resource
func (s *CredentialService) ListPage(
	ctx context.Context, params *ListCredentialsParams,
) (*twilio.Page[Credential], error) {
	return twilio.ListPage[Credential](ctx, s.client, s.path, "credentials", params)
}

// Update changes what is set in params of a credential, and leaves the rest.
//
// Twilio docs: https://www.twilio.com/docs/notify/api/credential-resource
func (s *CredentialService) Update(
	ctx context.Context, sid string, params *UpdateCredentialParams,
) (*Credential, error) {
	return twilio.Post[Credential](ctx, s.client, s.path.ID(sid), params)
}

// Delete removes a credential for good. Devices that are bound to it get no more notifications.
//
// Twilio docs: https://www.twilio.com/docs/notify/api/credential-resource
func (s *CredentialService) Delete(ctx context.Context, sid string) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sid))
}
