package twiliotest

import (
	"fmt"
	"strings"
)

// Faults returns the faults that may still happen, in the order of [Twilio.Inject]. Each says how
// often that is.
func (tw *Twilio) Faults() []Fault {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	list := make([]Fault, 0, len(tw.faults))
	for _, f := range tw.faults {
		list = append(list, *f)
	}
	return list
}

// Heal takes back all faults that have not happened yet.
func (tw *Twilio) Heal() {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	tw.faults = nil
}

// String says in words what goes wrong and when: "POST /Messages to +15558675310: refused with HTTP
// 503, 2 times".
func (f Fault) String() string {
	var when []string
	add := func(word, value string) {
		if value != "" {
			when = append(when, strings.TrimSpace(word+" "+value))
		}
	}
	add("", f.product)
	add("", f.method)
	add("", f.pattern)
	add("from", string(f.from))
	add("to", string(f.to))
	add("when", string(f.status))
	said := f.what
	if len(when) > 0 {
		said = strings.Join(when, " ") + ": " + said
	}
	if f.skip > 0 {
		said += fmt.Sprintf(", after %d", f.skip)
	}
	switch {
	case f.times < 0:
		return said + ", always"
	case f.times > 1:
		return said + fmt.Sprintf(", %d times", f.times)
	}
	return said
}
