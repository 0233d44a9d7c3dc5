package webhook

import "github.com/twiliokit/twiliokit/twilio"

// A ChatUser is what the events of a user tell about them.
type ChatUser struct {
	ChatEvent
	// UserSID identifies the user: US….
	UserSID string `param:"UserSid"`
	// Identity is the app's own name for the user.
	Identity string `param:"Identity"`
	// FriendlyName is the user's name for people.
	FriendlyName string `param:"FriendlyName"`
	// RoleSID is what the user may do in the service: RL….
	RoleSID string `param:"RoleSid"`
	// Attributes is the app's own JSON.
	Attributes  JSON        `param:"Attributes"`
	DateCreated twilio.Time `param:"DateCreated"`
}

// A ChatUserAdded says that a user was made (onUserAdded).
type ChatUserAdded struct{ ChatUser }

// A ChatUserUpdate says that a user is about to be changed (onUserUpdate).
type ChatUserUpdate struct {
	ChatUser
	// IsOnline says that a client of the user is connected, IsNotifiable that one can get push
	// notifications. They are nil if Twilio did not say, as where reachability is turned off.
	IsOnline     *bool       `param:"IsOnline"`
	IsNotifiable *bool       `param:"IsNotifiable"`
	DateUpdated  twilio.Time `param:"DateUpdated"`
}

// A ChatUserUpdated says that a user was changed (onUserUpdated): also that they went on or off
// line.
type ChatUserUpdated struct {
	ChatUser
	// IsOnline says that a client of the user is connected, IsNotifiable that one can get push
	// notifications. They are nil if Twilio did not say, as where reachability is turned off.
	IsOnline     *bool       `param:"IsOnline"`
	IsNotifiable *bool       `param:"IsNotifiable"`
	DateUpdated  twilio.Time `param:"DateUpdated"`
}
