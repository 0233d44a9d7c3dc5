package channels

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ErrKeywords is what every error of [Keywords.Validate] is, for errors.Is.
var ErrKeywords = errors.New("channels: not valid keywords")

// maxKeyword is how many characters Twilio lets a keyword have.
const maxKeyword = 34

// A Keyword is what a person asks for by a message that is one word long. Its values are those
// of the webhook's parameter OptOutType, so that one converts to the other.
//
// Twilio docs: https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out
type Keyword string

// What people ask for by a word.
const (
	KeywordNone   Keyword = ""      // nothing: the message is an ordinary one
	KeywordOptOut Keyword = "STOP"  // no more messages
	KeywordOptIn  Keyword = "START" // messages again
	KeywordHelp   Keyword = "HELP"  // who is writing, and how to stop it
)

// Keywords are the words by which people opt out, opt in and ask for help. The zero Keywords has
// the words that every sender honors and nobody can take away: STOP, START and UNSTOP, and HELP.
// They hold in every other Keywords too, whether it lists them or not.
//
// [StandardKeywords] is what Twilio honors by default, [TollFreeKeywords] what holds for
// toll-free numbers. Add words of your own to these; Twilio knows of them only if Advanced
// Opt-Out of the Messaging Service has them as well. Standalone short codes have no default
// handling: there the program does what the words ask for.
//
// Keywords is a value: it is safe for concurrent use as long as nobody changes its slices and
// map.
//
// Twilio docs: https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out,
// https://help.twilio.com/articles/223134027
type Keywords struct {
	// OptOut are the words for [KeywordOptOut], OptIn those for [KeywordOptIn] and Help those
	// for [KeywordHelp]: one word each, of up to 34 characters, in any case.
	OptOut, OptIn, Help []string
	// Overrides are the words of a country or a language, by an ISO 3166 code in capitals ("FR")
	// or a language tag that begins in small letters ("fr", "fr-CA"). A list that is not empty
	// replaces the standard one in that country; one that is empty falls back to it. An override has
	// no overrides of its own.
	Overrides map[string]Keywords
}

// StandardKeywords returns the words that Twilio honors by default on long codes: STOP, STOPALL,
// UNSUBSCRIBE, CANCEL, END, QUIT, OPTOUT and REVOKE; START, YES and UNSTOP; HELP and INFO.
//
// Twilio docs: https://help.twilio.com/articles/223134027
func StandardKeywords() Keywords {
	return Keywords{
		OptOut: []string{"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "OPTOUT", "REVOKE"},
		OptIn:  []string{"START", "YES", "UNSTOP"},
		Help:   []string{"HELP", "INFO"},
	}
}

// TollFreeKeywords returns the words that hold for toll-free numbers of the United States and
// Canada. There the network itself blocks a person who writes STOP, and lifts that on UNSTOP and
// START but not on YES. The other words are the standard ones.
//
// Twilio docs: https://help.twilio.com/articles/360058144374
func TollFreeKeywords() Keywords {
	k := StandardKeywords()
	k.OptIn = []string{"START", "UNSTOP"}
	return k
}

// In returns the words of the first of the given countries and languages that has an override,
// completed by the standard ones, or k's own words if none has. A language with a region falls
// back to the language alone: "fr-CA" to "fr". The result has no overrides.
//
//	words.In(from.Country()).Match(body)
func (k Keywords) In(places ...string) Keywords {
	standard := Keywords{OptOut: k.OptOut, OptIn: k.OptIn, Help: k.Help}
	for _, place := range places {
		o, ok := k.Overrides[place]
		if !ok {
			language, _, _ := strings.Cut(place, "-")
			o, ok = k.Overrides[language]
		}
		if ok {
			return o.over(standard)
		}
	}
	return standard
}

// over returns k's lists, and standard's where k's are empty.
func (k Keywords) over(standard Keywords) Keywords {
	list := func(own, standard []string) []string {
		if len(own) > 0 {
			return own
		}
		return standard
	}
	return Keywords{
		OptOut: list(k.OptOut, standard.OptOut),
		OptIn:  list(k.OptIn, standard.OptIn),
		Help:   list(k.Help, standard.Help),
	}
}

// Match returns what body asks for. The whole body has to be the word, so "STOP PLEASE" and
// "STOP." ask for nothing. Case does not matter. White space around the word is ignored, as
// keyboards of phones add it; Twilio does not say what it does with it. Overrides are looked at
// only by [Keywords.In].
//
// Case is folded letter by letter, in every script: "arrêt" is "ARRÊT" but not "ARRET". No letter
// outside ASCII is one of ASCII: a long s does not spell STOP, as it would in Unicode. A word in an override that people write without its accents is listed twice.
func (k Keywords) Match(body string) Keyword {
	word := strings.TrimSpace(body)
	if word == "" || len(word) > maxKeyword*utf8.UTFMax {
		return KeywordNone
	}
	is := func(keyword string) bool { return ascii(keyword) == ascii(word) && strings.EqualFold(keyword, word) }
	switch {
	case is("STOP"):
		return KeywordOptOut
	case is("START"), is("UNSTOP"):
		return KeywordOptIn
	case is("HELP"):
		return KeywordHelp
	case slices.ContainsFunc(k.OptOut, is):
		return KeywordOptOut
	case slices.ContainsFunc(k.OptIn, is):
		return KeywordOptIn
	case slices.ContainsFunc(k.Help, is):
		return KeywordHelp
	}
	return KeywordNone
}

// Validate checks words that come from a file or from people: that none is empty, longer than 34
// characters or more than one word, that none asks for two things, alone or together with those
// that an override falls back to, and that overrides are named after countries and languages and
// hold no overrides. The error joins one error for each fault, which names the word, its list
// and the override it is in; each matches [ErrKeywords].
func (k Keywords) Validate() error {
	faults := k.wordFaults("")
	clashes := k.clashes("")
	for _, place := range slices.Sorted(maps.Keys(k.Overrides)) {
		o, in := k.Overrides[place], fmt.Sprintf(" of override %q", place)
		if !placeName(place) {
			faults = append(faults, fmt.Errorf("%w: override %q: named neither by the two capitals of a country nor by a language tag",
				ErrKeywords, place))
		}
		if len(o.Overrides) > 0 {
			faults = append(faults, fmt.Errorf("%w: override %q: it has overrides of its own", ErrKeywords, place))
		}
		faults = append(faults, o.wordFaults(in)...)
		if len(clashes) == 0 { // else each override would repeat them
			faults = append(faults, o.over(k).clashes(in)...)
		}
	}
	return errors.Join(append(faults, clashes...)...)
}

// wordFaults says which of k's own words cannot be keywords. in names the override that k is.
func (k Keywords) wordFaults(in string) (faults []error) {
	for _, list := range k.lists() {
		for i, word := range list.words {
			var what string
			switch n := utf8.RuneCountInString(word); {
			case word == "":
				what = "it is empty"
			case !utf8.ValidString(word):
				what = "it is not UTF-8"
			case strings.ContainsFunc(word, unicode.IsSpace):
				what = "a keyword is one word, without white space"
			case n > maxKeyword:
				what = fmt.Sprintf("it has %d characters, and a keyword at most %d", n, maxKeyword)
			default:
				continue
			}
			faults = append(faults, fmt.Errorf("%w: %s[%d] %q%s: %s", ErrKeywords, list.name, i, word, in, what))
		}
	}
	return faults
}

// clashes says which words ask for two things.
func (k Keywords) clashes(in string) (faults []error) {
	for _, list := range k.lists() {
		for i, word := range list.words {
			// Match finds the list that wins; the others hold the word in vain.
			if got := k.Match(word); got != list.kind && got != KeywordNone {
				faults = append(faults, fmt.Errorf("%w: %s[%d] %q%s: it asks for %s too", ErrKeywords, list.name, i, word, in, got))
			}
		}
	}
	return faults
}

// keywordList is one of the lists of a Keywords.
type keywordList struct {
	name  string
	kind  Keyword
	words []string
}

func (k Keywords) lists() []keywordList {
	return []keywordList{
		{"OptOut", KeywordOptOut, k.OptOut},
		{"OptIn", KeywordOptIn, k.OptIn},
		{"Help", KeywordHelp, k.Help},
	}
}

// placeName reports whether s can be the name of an override: two capitals, or a language tag of
// two or three small letters and what may follow them.
func placeName(s string) bool {
	if len(s) == 2 && upper(s[0]) && upper(s[1]) {
		return true
	}
	language, rest, region := strings.Cut(s, "-")
	if len(language) < 2 || len(language) > 3 || region && rest == "" {
		return false
	}
	for i := range len(language) {
		if !lower(language[i]) {
			return false
		}
	}
	return strings.Trim(rest, "-") == rest && len(rest) <= 16 && idFault(rest+"-", "-").none()
}
