package phone

import (
	"github.com/nyaruka/phonenumbers"

	"github.com/twiliokit/twiliokit/channels"
)

// Region returns the country of the phone number in a, by its ISO 3166 code, whatever its channel:
// "DE". Unlike [channels.Address.Country] it tells countries that share a code by the rest of the
// number: "JE" for Jersey, whose code is Britain's. It is empty if there is no phone number in a,
// and for numbers of no country, such as +800.
func Region(a channels.Address) string {
	n := parsed(a)
	if n == nil {
		return ""
	}
	switch region := phonenumbers.GetRegionCodeForNumber(n); region {
	case "": // it is in no range that is known
		return a.Country()
	case phonenumbers.REGION_CODE_FOR_NON_GEO_ENTITY:
		return ""
	default:
		return region
	}
}

// A Kind is what a phone number is for, by the range it is in. It tells what a number was given out
// as: one that moved to another network, or to a provider on the Internet, keeps it.
type Kind string

// The kinds of phone numbers.
const (
	// KindUnknown is of a number in no range that is known, and of what is no phone number.
	KindUnknown Kind = ""
	// KindMobile can receive SMS as a rule.
	KindMobile Kind = "mobile"
	// KindFixed is a landline, which cannot as a rule.
	KindFixed Kind = "fixed"
	// KindFixedOrMobile is one or the other, in countries that do not tell them apart, such as the
	// United States.
	KindFixedOrMobile Kind = "fixed-or-mobile"
	// KindTollFree costs the caller nothing.
	KindTollFree Kind = "toll-free"
	// KindPremium costs the caller more than usual.
	KindPremium Kind = "premium"
	// KindSharedCost costs the caller a part of the price.
	KindSharedCost Kind = "shared-cost"
	// KindVoIP is a phone on the Internet.
	KindVoIP Kind = "voip"
	// KindPersonal follows its owner to whatever phone they are at.
	KindPersonal Kind = "personal"
	// KindPager is a pager.
	KindPager Kind = "pager"
	// KindCompany is one number for all offices of a company, also called universal access.
	KindCompany Kind = "company"
	// KindVoicemail is a mailbox.
	KindVoicemail Kind = "voicemail"
)

// KindOf returns what the phone number in a is for.
func KindOf(a channels.Address) Kind {
	n := parsed(a)
	if n == nil {
		return KindUnknown
	}
	switch phonenumbers.GetNumberType(n) {
	case phonenumbers.MOBILE:
		return KindMobile
	case phonenumbers.FIXED_LINE:
		return KindFixed
	case phonenumbers.FIXED_LINE_OR_MOBILE:
		return KindFixedOrMobile
	case phonenumbers.TOLL_FREE:
		return KindTollFree
	case phonenumbers.PREMIUM_RATE:
		return KindPremium
	case phonenumbers.SHARED_COST:
		return KindSharedCost
	case phonenumbers.VOIP:
		return KindVoIP
	case phonenumbers.PERSONAL_NUMBER:
		return KindPersonal
	case phonenumbers.PAGER:
		return KindPager
	case phonenumbers.UAN:
		return KindCompany
	case phonenumbers.VOICEMAIL:
		return KindVoicemail
	default:
		return KindUnknown
	}
}
