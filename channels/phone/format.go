package phone

import (
	"github.com/nyaruka/phonenumbers"

	"github.com/twiliokit/twiliokit/channels"
)

// National returns the phone number in a the way people write it in its own country:
// "(555) 867-5310". The channel is not part of it. If there is no phone number in a, the result is
// [channels.Address.ID].
//
// What it returns leads back to the number when it is read in its country. Where the plan's own
// notation does not, as that of Argentine mobile phones, the result is [International].
func National(a channels.Address) string {
	n := parsed(a)
	if n == nil {
		return a.ID()
	}
	text := phonenumbers.Format(n, phonenumbers.NATIONAL)
	region := phonenumbers.GetRegionCodeForCountryCode(int(n.GetCountryCode()))
	if region == phonenumbers.REGION_CODE_FOR_NON_GEO_ENTITY { // in no country to read it in
		return text
	}
	if again, err := phonenumbers.Parse(text, region); err != nil || phonenumbers.Format(again, phonenumbers.E164) != a.ID() {
		return phonenumbers.Format(n, phonenumbers.INTERNATIONAL)
	}
	return text
}

// International returns the phone number in a the way people write it in other countries:
// "+1 555-867-5310". [Parse] reads it back in any region. The channel is not part of it. If there is
// no phone number in a, the result is [channels.Address.ID].
func International(a channels.Address) string {
	n := parsed(a)
	if n == nil {
		return a.ID()
	}
	return phonenumbers.Format(n, phonenumbers.INTERNATIONAL)
}

// parsed returns the number in a, nil if there is none.
func parsed(a channels.Address) *phonenumbers.PhoneNumber {
	number, ok := a.E164()
	if !ok {
		return nil
	}
	n, err := phonenumbers.Parse(number, "")
	if err != nil || phonenumbers.Format(n, phonenumbers.E164) != number {
		return nil // or else the text would be of another number
	}
	return n
}
