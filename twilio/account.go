package twilio

import (
	"context"
	"iter"
	"log/slog"
	"net/url"
)

// An Account is what everything else belongs to: the account itself, or a subaccount of it.
//
// Twilio docs: https://www.twilio.com/docs/iam/api/account
type Account struct {
	// SID identifies the account: AC….
	SID string `json:"sid"`
	// OwnerAccountSID is the parent of a subaccount. A parent account is its own owner.
	OwnerAccountSID string `json:"owner_account_sid"`
	// FriendlyName describes the account for people, in up to 64 characters.
	FriendlyName string `json:"friendly_name"`
	// Status says whether the account can be used.
	Status AccountStatus `json:"status"`
	// Type says whether the account is on trial.
	Type AccountType `json:"type"`
	// AuthToken is the account's secret, with which its webhooks are signed too. It is kept out
	// of what fmt and slog print of an Account.
	AuthToken Secret `json:"auth_token"`
	// DateCreated is when the account was made.
	DateCreated Time `json:"date_created"`
	// DateUpdated is when the account last changed.
	DateUpdated Time `json:"date_updated"`
	// URI is the path of the account on the API's host.
	URI string `json:"uri"`
	// SubresourceURIs are the paths of what belongs to the account, by name.
	SubresourceURIs map[string]string `json:"subresource_uris"`
}

// LogValue returns what may be logged of an account.
func (a Account) LogValue() slog.Value {
	return slog.GroupValue(slog.String("sid", a.SID), slog.String("status", string(a.Status)))
}

// A Secret is a string that prints as "…", and is written so as JSON too, since that is how logs
// are written. Convert it to read or to store it: string(account.AuthToken). As a parameter of a
// call it is sent as it is.
type Secret string

// EncodeValues writes the secret itself, since it goes to Twilio as it is. It is called while
// parameters are encoded.
func (s Secret) EncodeValues(key string, v *url.Values) error {
	v.Set(key, string(s))
	return nil
}

// MarshalText returns what String does.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// String returns "…", or "" if there is no secret.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return "…"
}

// GoString returns what String does.
func (s Secret) GoString() string { return `"` + s.String() + `"` }

// LogValue returns what String does.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// AccountStatus says whether an account can be used.
type AccountStatus string

// The statuses of an account. A suspended one can be made active again, a closed one is deleted
// 30 days later.
const (
	AccountStatusActive    AccountStatus = "active"
	AccountStatusSuspended AccountStatus = "suspended"
	AccountStatusClosed    AccountStatus = "closed"
)

// AccountType says whether an account is on trial.
type AccountType string

// The types of an account. One on trial sends to verified numbers only.
const (
	AccountTypeTrial AccountType = "Trial"
	AccountTypeFull  AccountType = "Full"
)

// CreateAccountParams say what a new subaccount is like.
type CreateAccountParams struct {
	// FriendlyName describes the subaccount. By default it tells when the subaccount was made.
	FriendlyName string `url:"FriendlyName,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ListAccountsParams filter the accounts that the credentials reach. The zero value lists all.
type ListAccountsParams struct {
	// FriendlyName lists accounts with exactly this name only.
	FriendlyName string `url:"FriendlyName,omitempty"`
	// Status lists accounts with this status only.
	Status AccountStatus `url:"Status,omitempty"`
	PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// UpdateAccountParams change an account.
type UpdateAccountParams struct {
	// FriendlyName describes the account.
	FriendlyName string `url:"FriendlyName,omitempty"`
	// Status suspends a subaccount, makes it active again, or closes it for good.
	Status AccountStatus `url:"Status,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// AccountService makes and manages subaccounts. It is reached as [Client.Accounts]. To act on one,
// see [Client.Account].
//
// Twilio docs: https://www.twilio.com/docs/iam/api/account
type AccountService struct {
	client *Client
	path   Path
}

// Create makes a subaccount. The answer holds its auth token.
//
// Twilio docs: https://www.twilio.com/docs/iam/api/account#create-an-account-resource
func (s *AccountService) Create(ctx context.Context, params *CreateAccountParams) (*Account, error) {
	return Post[Account](ctx, s.client, s.path, params)
}

// Get fetches an account by its SID. The error matches [ErrNotFound] if the credentials do not
// reach it.
//
// Twilio docs: https://www.twilio.com/docs/iam/api/account#fetch-an-account-resource
func (s *AccountService) Get(ctx context.Context, sid string) (*Account, error) {
	return Get[Account](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the account and its subaccounts. params may be nil. See [List] for how the pages
// are fetched.
//
// Twilio docs: https://www.twilio.com/docs/iam/api/account#read-multiple-account-resources
func (s *AccountService) List(ctx context.Context, params *ListAccountsParams) iter.Seq2[*Account, error] {
	return List[Account](ctx, s.client, s.path, "accounts", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 accounts to a page and
// its limit 1,000.
//
// Twilio docs: https://www.twilio.com/docs/iam/api/account#read-multiple-account-resources
func (s *AccountService) ListPage(ctx context.Context, params *ListAccountsParams) (*Page[Account], error) {
	return ListPage[Account](ctx, s.client, s.path, "accounts", params)
}

// Update renames an account, or suspends, revives or closes a subaccount.
//
// Twilio docs: https://www.twilio.com/docs/iam/api/account#update-an-account-resource
func (s *AccountService) Update(ctx context.Context, sid string, params *UpdateAccountParams) (*Account, error) {
	return Post[Account](ctx, s.client, s.path.ID(sid), params)
}
