package webhook

import "github.com/twiliokit/twiliokit/twilio"

// A ConversationUser is what the events of a user tell about them.
type ConversationUser struct {
	ConversationEvent
	// UserSID identifies the user: US….
	UserSID string `param:"UserSid"`
	// Identity is the app's own name for the user.
	Identity string `param:"Identity"`
	// FriendlyName is the user's name for people.
	FriendlyName string `param:"FriendlyName"`
	// RoleSID is what the user may do in the service: RL….
	RoleSID string `param:"RoleSid"`
	// Attributes is the app's own JSON.
	Attributes JSON `param:"Attributes"`
	// IsOnline says that a client of the user is connected, IsNotifiable that one can get push
	// notifications. They are nil if Twilio did not say, as where reachability is turned off.
	IsOnline     *bool       `param:"isOnline"`
	IsNotifiable *bool       `param:"isNotifiable"`
	DateCreated  twilio.Time `param:"DateCreated"`
	DateUpdated  twilio.Time `param:"DateUpdated"`
}

// A ConversationUserAdded says that a user was made (onUserAdded).
type ConversationUserAdded struct{ ConversationUser }

// A ConversationUserUpdate says that a user is about to be changed (onUserUpdate).
type ConversationUserUpdate struct{ ConversationUser }

// A ConversationUserUpdated says that a user was changed (onUserUpdated).
type ConversationUserUpdated struct{ ConversationUser }
