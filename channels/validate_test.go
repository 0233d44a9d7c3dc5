package channels_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
)

func TestParseDropsSMSPrefix(t *testing.T) {
	t.Parallel()
	for _, want := range []channels.Address{"+15558675310", "12345", "TWILIO"} {
		got, err := channels.Parse("sms:" + want.String())
		if err != nil || got != want {
			t.Errorf("Parse(sms:%s) = %q, %v", want, got, err)
		}
	}
}

// Each bad address has an error that says what is wrong and where, is ErrAddress, and gives
// nothing of the address away.
func TestParseRefuses(t *testing.T) {
	t.Parallel()
	const (
		empty      = "it is empty"
		nothing    = "nothing follows the prefix"
		needsPlus  = "a phone number starts with + and its country code"
		count      = "a phone number has 2 to 15 digits"
		noLetter   = "it is no phone number in E.164, no short code, and an alphanumeric sender has at least one letter"
		shortCode  = "a short code has 3 to 8 digits; a phone number starts with + and its country code"
		noPrefix   = "Twilio takes SMS addresses without a prefix"
		noChannel  = "the prefix is none of whatsapp:, messenger:, rcs:"
		longID     = "an ID has at most 128 characters"
		longSender = "an alphanumeric sender has at most 11 characters"
	)
	inNumber := func(what string) string { return "a phone number has digits only after the +, not " + what }
	inSender := func(what string) string {
		return what + " belongs neither in a phone number nor in an alphanumeric sender"
	}
	inID := func(what string) string { return what + " does not belong in an ID" }
	for in, want := range map[string]channels.AddressError{
		"": {Channel: "sms", Offset: 0, Reason: empty},
		// Numbers as people write them.
		"15558675310":       {Channel: "sms", Offset: 11, Reason: shortCode},
		"12":                {Channel: "sms", Offset: 2, Reason: shortCode},
		"123456789":         {Channel: "sms", Offset: 9, Reason: shortCode},
		"555-867-5310":      {Channel: "sms", Offset: 0, Reason: noLetter},
		"(555) 867-5310":    {Channel: "sms", Offset: 0, Reason: inSender("'('")},
		"001.555.8675310":   {Channel: "sms", Offset: 3, Reason: inSender("'.'")},
		"+1 (555) 867-5310": {Channel: "sms", Offset: 2, Reason: inNumber("a space")},
		"+1-555-867-5310":   {Channel: "sms", Offset: 2, Reason: inNumber("'-'")},
		"+1555867531o":      {Channel: "sms", Offset: 11, Reason: inNumber("'o'")},
		"+1555TWILIO":       {Channel: "sms", Offset: 5, Reason: inNumber("'T'")},
		" +15558675310":     {Channel: "sms", Offset: 0, Reason: noLetter},
		"+15558675310 ":     {Channel: "sms", Offset: 12, Reason: inNumber("a space")},
		"+15558675310\n":    {Channel: "sms", Offset: 12, Reason: inNumber("U+000A")},
		"+":                 {Channel: "sms", Offset: 1, Reason: "no digits follow the +"},
		"+1":                {Channel: "sms", Offset: 2, Reason: count},
		"+1234567890123456": {Channel: "sms", Offset: 17, Reason: count},
		"+015558675310":     {Channel: "sms", Offset: 1, Reason: "a country code does not start with 0"},
		"++15558675310":     {Channel: "sms", Offset: 1, Reason: inNumber("'+'")},
		// Digits that only look like them, and bytes that are no text.
		"+١٢٣٤٥٦٧":            {Channel: "sms", Offset: 1, Reason: inNumber("'١'")},
		"＋15558675310":        {Channel: "sms", Offset: 0, Reason: inSender("'＋'")},
		"+1555867531０":        {Channel: "sms", Offset: 11, Reason: inNumber("'０'")},
		"+1555\u200b8675310":  {Channel: "sms", Offset: 5, Reason: inNumber("U+200B")},
		"+1555\u00a08675310":  {Channel: "sms", Offset: 5, Reason: inNumber("U+00A0")},
		"+1555\x008675310":    {Channel: "sms", Offset: 5, Reason: inNumber("U+0000")},
		"\x00":                {Channel: "sms", Offset: 0, Reason: inSender("U+0000")},
		"+1555\xff8675310":    {Channel: "sms", Offset: 5, Reason: inNumber("the byte 0xFF")},
		"Zo\xc3":              {Channel: "sms", Offset: 2, Reason: inSender("the byte 0xC3")},
		"\ufffd":              {Channel: "sms", Offset: 0, Reason: inSender("'\ufffd'")},
		"\u202e+15558675310":  {Channel: "sms", Offset: 0, Reason: inSender("U+202E")},
		"whatsapp:+1555\xff8": {Channel: "whatsapp", Offset: 14, Reason: inNumber("the byte 0xFF")},
		// Alphanumeric senders.
		"ABCDEFGHIJKL":  {Channel: "sms", Offset: 11, Reason: longSender},
		"Zoë":           {Channel: "sms", Offset: 2, Reason: inSender("'ë'")},
		"ACME!":         {Channel: "sms", Offset: 4, Reason: inSender("'!'")},
		"me@acme.com":   {Channel: "sms", Offset: 2, Reason: inSender("'@'")},
		" ACME":         {Channel: "sms", Offset: 0, Reason: "an alphanumeric sender does not begin with a space"},
		"ACME ":         {Channel: "sms", Offset: 4, Reason: "an alphanumeric sender does not end with a space"},
		"-+_&":          {Channel: "sms", Offset: 0, Reason: noLetter},
		"   ":           {Channel: "sms", Offset: 0, Reason: noLetter},
		"tel+155586753": {Channel: "sms", Offset: 11, Reason: longSender},
		// Prefixes.
		"sms:":                      {Channel: "sms", Offset: 4, Reason: empty},
		"sms:+0555":                 {Channel: "sms", Offset: 5, Reason: "a country code does not start with 0"},
		"sms:sms:+15558675310":      {Channel: "sms", Offset: 7, Reason: noPrefix},
		"sms:whatsapp:+15558675310": {Channel: "sms", Offset: 12, Reason: noPrefix},
		"foo:x":                     {Channel: "unknown", Reason: noChannel},
		":+15558675310":             {Channel: "unknown", Reason: noChannel},
		"WhatsApp:+15558675310":     {Channel: "unknown", Reason: noChannel},
		" whatsapp:+15558675310":    {Channel: "unknown", Reason: noChannel},
		"+15558675310:":             {Channel: "unknown", Reason: noChannel},
		"tel:+15558675310":          {Channel: "unknown", Reason: noChannel},
		// The other channels' own.
		"whatsapp:":              {Channel: "whatsapp", Offset: 9, Reason: needsPlus},
		"whatsapp:15558675310":   {Channel: "whatsapp", Offset: 9, Reason: needsPlus},
		"whatsapp: +15558675310": {Channel: "whatsapp", Offset: 9, Reason: needsPlus},
		"whatsapp:+":             {Channel: "whatsapp", Offset: 10, Reason: "no digits follow the +"},
		"whatsapp:lt.134912086":  {Channel: "whatsapp", Offset: 9, Reason: needsPlus},
		"whatsapp:LT.":           {Channel: "whatsapp", Offset: 9, Reason: needsPlus},
		"whatsapp:LT.134912.086": {Channel: "whatsapp", Offset: 9, Reason: needsPlus},
		"messenger:":             {Channel: "messenger", Offset: 10, Reason: nothing},
		"messenger:1094 384":     {Channel: "messenger", Offset: 14, Reason: inID("a space")},
		"messenger:m.me/acme":    {Channel: "messenger", Offset: 11, Reason: inID("'.'")},
		"rcs:":                   {Channel: "rcs", Offset: 4, Reason: nothing},
		"rcs:+1":                 {Channel: "rcs", Offset: 6, Reason: count},
		"rcs:acme/agent":         {Channel: "rcs", Offset: 8, Reason: inID("'/'")},
		"rcs:acme\u00e9":         {Channel: "rcs", Offset: 8, Reason: inID("'é'")},
		// Far too long.
		strings.Repeat("1", 1<<20):                {Channel: "sms", Offset: 1 << 20, Reason: shortCode},
		"+" + strings.Repeat("1", 1<<20):          {Channel: "sms", Offset: 1<<20 + 1, Reason: count},
		strings.Repeat("A", 1<<20):                {Channel: "sms", Offset: 11, Reason: longSender},
		"messenger:" + strings.Repeat("1", 129):   {Channel: "messenger", Offset: 138, Reason: longID},
		"rcs:" + strings.Repeat("a", 1<<20):       {Channel: "rcs", Offset: 132, Reason: longID},
		"whatsapp:US." + strings.Repeat("1", 129): {Channel: "whatsapp", Offset: 9, Reason: needsPlus},
		strings.Repeat("x:", 1<<20):               {Channel: "unknown", Reason: noChannel},
	} {
		a, err := channels.Parse(in)
		shown := in[:min(len(in), 40)]
		got, ok := errors.AsType[*channels.AddressError](err)
		if !ok || a != "" || !errors.Is(err, channels.ErrAddress) {
			t.Errorf("Parse(%q) = %q, %v", shown, a, err)
			continue
		}
		if diff := cmp.Diff(want, *got); diff != "" {
			t.Errorf("Parse(%q) (-want +got):\n%s", shown, diff)
		}
		if strings.Contains(err.Error(), "867") || len(err.Error()) > 300 {
			t.Errorf("Parse(%q) gives the address away: %v", shown, err)
		}
	}
}

func TestValidateKeepsPrefix(t *testing.T) {
	t.Parallel()
	err := channels.Address("sms:+15558675310").Validate()
	want := "channels: sms address, at byte 3: Twilio takes SMS addresses without a prefix"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
