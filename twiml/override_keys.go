package twiml

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// An overrideKey is one override: its name in the fragment and its field in [Overrides].
type overrideKey struct {
	name, field string
	code        int
	// format returns the value as it is written, empty for a field that is not set, or what is
	// wrong with it.
	format func(*Overrides) (v, fault string)
	// parse sets the field from its written form, or returns what is wrong with it. It leaves
	// limits to format.
	parse func(*Overrides, string) (fault string)
}

func (k overrideKey) invalid(fault string) *OverridesError {
	return &OverridesError{Field: k.field, Code: k.code, Reason: fault}
}

// overrideKeys are in the order in which they are written.
var overrideKeys = []overrideKey{
	timeout("ct", "ConnectTimeout", 10*time.Second, func(o *Overrides) *time.Duration { return &o.ConnectTimeout }),
	timeout("rt", "ReadTimeout", 15*time.Second, func(o *Overrides) *time.Duration { return &o.ReadTimeout }),
	timeout("tt", "TotalTimeout", 15*time.Second, func(o *Overrides) *time.Duration { return &o.TotalTimeout }),
	{"rc", "Retries", codeRetryPolicy, formatRetries, parseRetries},
	{"rp", "RetryOn", codeRetryPolicy, formatRetryOn, parseRetryOn},
	{"sni", "SNI", 0, formatSNI, parseSNI},
	{"e", "Edges", codeEdge, formatEdges, parseEdges},
}

func overrideKeyOf(name string) (overrideKey, bool) {
	for _, k := range overrideKeys {
		if k.name == name {
			return k, true
		}
	}
	return overrideKey{}, false
}

func timeout(name, field string, most time.Duration, of func(*Overrides) *time.Duration) overrideKey {
	const least = 100 * time.Millisecond
	fault := "not a whole number of milliseconds from 100 to " + strconv.FormatInt(most.Milliseconds(), 10)
	format := func(o *Overrides) (string, string) {
		d := *of(o)
		if d == 0 {
			return "", ""
		}
		if d < least || d > most || d%time.Millisecond != 0 {
			return "", fault
		}
		return strconv.FormatInt(d.Milliseconds(), 10), ""
	}
	parse := func(o *Overrides, v string) string {
		// 16 bits hold the limit, and cannot overflow a Duration. Zero would read as unset.
		ms, err := strconv.ParseUint(v, 10, 16)
		if err != nil || ms == 0 {
			return fault
		}
		*of(o) = time.Duration(ms) * time.Millisecond
		return ""
	}
	return overrideKey{name, field, 0, format, parse}
}

func formatRetries(o *Overrides) (string, string) {
	if o.Retries == nil {
		return "", ""
	}
	if *o.Retries < 0 || *o.Retries > 5 {
		return "", "not a number from 0 to 5"
	}
	return strconv.Itoa(*o.Retries), ""
}

func parseRetries(o *Overrides, v string) string {
	n, err := strconv.Atoi(v)
	if err != nil {
		return "not a number from 0 to 5"
	}
	o.Retries = &n
	return ""
}

func formatRetryOn(o *Overrides) (string, string) {
	names := make([]string, len(o.RetryOn))
	for i, c := range o.RetryOn {
		switch c {
		case RetryOn4xx, RetryOn5xx, RetryOnConnectTimeout, RetryOnReadTimeout, RetryOnAll:
			names[i] = string(c)
		default:
			return "", "not a list of 4xx, 5xx, ct, rt and all"
		}
	}
	return strings.Join(names, ","), ""
}

func parseRetryOn(o *Overrides, v string) string {
	for c := range strings.SplitSeq(v, ",") {
		o.RetryOn = append(o.RetryOn, RetryCondition(c))
	}
	return ""
}

func formatSNI(o *Overrides) (string, string) {
	switch {
	case o.SNI == nil:
		return "", ""
	case *o.SNI:
		return "y", ""
	}
	return "n", ""
}

func parseSNI(o *Overrides, v string) string {
	if v != "y" && v != "n" {
		return "not y or n"
	}
	o.SNI = new(v == "y")
	return ""
}

func formatEdges(o *Overrides) (string, string) {
	known := []string{"ashburn", "dublin", "frankfurt", "sao-paulo", "singapore", "sydney", "tokyo", "umatilla"}
	for _, e := range o.Edges {
		if !slices.Contains(known, strings.TrimSuffix(e, "-ix")) {
			return "", "not a list of " + strings.Join(known, ", ") + ", each with or without -ix"
		}
	}
	return strings.Join(o.Edges, ","), ""
}

func parseEdges(o *Overrides, v string) string {
	o.Edges = strings.Split(v, ",")
	return ""
}
