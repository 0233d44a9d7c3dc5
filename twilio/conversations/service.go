package conversations

import (
	"context"
	"iter"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// A Service is a Conversation Service: it keeps the conversations, users and roles of one app, or
// of one tenant, apart from those of others. What belongs to it is reached by [API.Service]. It is
// not a Messaging Service.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/service-resource
type Service struct {
	// SID identifies the service: IS….
	SID string `json:"sid"`
	// AccountSID is the account that the service belongs to.
	AccountSID string `json:"account_sid"`
	// FriendlyName describes the service for people.
	FriendlyName string `json:"friendly_name"`
	// DateCreated is when the service was made.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when it last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the service.
	URL string `json:"url"`
	// Links are the addresses of what belongs to the service, by name: "conversations".
	Links map[string]string `json:"links"`
}

// CreateServiceParams are a new service. FriendlyName is required.
type CreateServiceParams struct {
	// FriendlyName describes the service for people, in up to 256 characters.
	FriendlyName string `url:"FriendlyName,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ListServicesParams say which page of the account's services is wanted. The zero value lists all.
type ListServicesParams struct {
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ServiceService makes and keeps Conversation Services. It is reached as [API.Services].
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/service-resource
type ServiceService struct {
	client *twilio.Client
	path   twilio.Path
}

// Create makes a service. Its name cannot be changed.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/service-resource#create-a-service-resource
func (s *ServiceService) Create(ctx context.Context, params *CreateServiceParams) (*Service, error) {
	return twilio.Post[Service](ctx, s.client, s.path, params)
}

// Get fetches a service by its SID (IS…). The error matches [twilio.ErrNotFound] if there is none.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/service-resource#fetch-a-service-resource
func (s *ServiceService) Get(ctx context.Context, sid string) (*Service, error) {
	return twilio.Get[Service](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the account's services. params may be nil. See [twilio.List] for how the pages are
// fetched.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/service-resource#read-multiple-service-resources
func (s *ServiceService) List(ctx context.Context, params *ListServicesParams) iter.Seq2[*Service, error] {
	return twilio.List[Service](ctx, s.client, s.path, "services", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 services to a page and
// its limit 100.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/service-resource#read-multiple-service-resources
func (s *ServiceService) ListPage(ctx context.Context, params *ListServicesParams) (*twilio.Page[Service], error) {
	return twilio.ListPage[Service](ctx, s.client, s.path, "services", params)
}

// Delete removes a service with all its conversations, users and roles for good.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/service-resource#delete-a-service-resource
func (s *ServiceService) Delete(ctx context.Context, sid string) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sid))
}
