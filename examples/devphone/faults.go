package main

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// faultKinds are what can go wrong, by the parameter Fault, and the parameters that say more.
var faultKinds = map[string]struct {
	takes string // apart from those that narrow it down
	make  func(*faultForm) twiliotest.Fault
}{
	"refuse":            {"Status Code Message RetryAfter", (*faultForm).refusal},
	"throttle":          {"RetryAfter", func(f *faultForm) twiliotest.Fault { return twiliotest.FaultThrottle(f.duration("RetryAfter", 0)) }},
	"server":            {"Status", func(f *faultForm) twiliotest.Fault { return twiliotest.FaultServer(f.between("Status", 500, 500, 599)) }},
	"refuse-connection": {"", func(*faultForm) twiliotest.Fault { return twiliotest.FaultRefuseConnection() }},
	"break-before":      {"", func(*faultForm) twiliotest.Fault { return twiliotest.FaultBreakBefore() }},
	"break-after":       {"", func(*faultForm) twiliotest.Fault { return twiliotest.FaultBreakAfter() }},
	"slow":              {"Delay", func(f *faultForm) twiliotest.Fault { return twiliotest.FaultSlow(f.duration("Delay", 5*time.Second)) }},
	"failed":            {"Code", func(f *faultForm) twiliotest.Fault { return twiliotest.FaultFailed(f.code(30001)) }},
	"undelivered":       {"Code", func(f *faultForm) twiliotest.Fault { return twiliotest.FaultUndelivered(f.code(30003)) }},
	"lost":              {"", func(*faultForm) twiliotest.Fault { return twiliotest.FaultLost() }},
	"delay":             {"Delay", func(f *faultForm) twiliotest.Fault { return twiliotest.FaultDelay(f.duration("Delay", 5*time.Second)) }},
	"duplicate":         {"", func(*faultForm) twiliotest.Fault { return twiliotest.FaultDuplicate() }},
	"reorder":           {"", func(*faultForm) twiliotest.Fault { return twiliotest.FaultReorder() }},
}

// The parameters that narrow a fault down, by what it happens to.
const (
	narrowAny      = "Fault To From After Times Count"
	narrowCall     = "Product Method Route"
	narrowCallback = "CallbackStatus"
)

// maxFaults is how many faults may wait at once.
const maxFaults = 1000

// addFault makes something go wrong from now on.
func (d *devphone) addFault(w http.ResponseWriter, r *http.Request) {
	if !readForm(w, r) {
		return
	}
	if r.PostForm.Has("Phone") {
		d.refusePhone(w, r.PostForm)
		return
	}
	f := &faultForm{form: r.PostForm}
	fault, tw := f.read(), d.emulator()
	if f.err == nil && len(tw.Faults()) >= maxFaults {
		f.fail("there are %d faults already; DELETE /faults takes them back", maxFaults)
	}
	if f.err != nil {
		refuse(w, http.StatusBadRequest, f.err.Error())
		return
	}
	tw.Inject(fault)
	d.log.add("faults", d.faults())
	writeJSON(w, http.StatusOK, map[string]any{"fault": fault.String(), "faults": d.faults()})
}

// listFaults tells what is still going to go wrong.
func (d *devphone) listFaults(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, map[string]any{"faults": d.faults()})
}

// healFaults takes back all that has not happened yet.
func (d *devphone) healFaults(w http.ResponseWriter, _ *http.Request) {
	d.emulator().Heal()
	d.log.add("faults", d.faults())
	w.WriteHeader(http.StatusNoContent)
}

func (d *devphone) faults() []string {
	list := []string{}
	for _, f := range d.emulator().Faults() {
		list = append(list, f.String())
	}
	return list
}

// faultForm reads a fault from a form, and remembers the first thing that is wrong with it.
type faultForm struct {
	form url.Values
	err  error
}

func (f *faultForm) fail(format string, args ...any) {
	if f.err == nil {
		f.err = fmt.Errorf(format, args...)
	}
}

func (f *faultForm) read() (fault twiliotest.Fault) {
	name := f.form.Get("Fault")
	if name == "" {
		name = "refuse"
	}
	kind, ok := faultKinds[name]
	if !ok {
		known := make([]string, 0, len(faultKinds))
		for k := range faultKinds {
			known = append(known, k)
		}
		slices.Sort(known)
		f.fail("Fault is one of %s", strings.Join(known, ", "))
		return fault
	}
	takes := strings.Fields(kind.takes + " " + narrowAny)
	switch name {
	case "failed", "undelivered", "lost", "delay":
	case "duplicate", "reorder":
		takes = append(takes, narrowCallback)
	default:
		takes = append(takes, strings.Fields(narrowCall)...)
	}
	for given := range f.form {
		if !slices.Contains(takes, given) {
			f.fail("%s says nothing about the fault %q, which takes %s", given, name, strings.Join(takes, ", "))
		}
	}
	if f.err != nil {
		return fault
	}
	fault = kind.make(f)
	return f.narrow(fault)
}

// narrow says when the fault happens.
func (f *faultForm) narrow(fault twiliotest.Fault) twiliotest.Fault {
	if s := f.form.Get("Product"); s != "" {
		fault = fault.Product(s)
	}
	if method, route := f.form.Get("Method"), f.form.Get("Route"); method != "" || route != "" {
		if m, rest, ok := strings.Cut(route, " "); ok && method == "" { // as in "POST /Messages"
			method, route = m, rest
		}
		fault = fault.Route(strings.ToUpper(method), route)
	}
	if s := f.form.Get("CallbackStatus"); s != "" {
		fault = fault.Status(twilio.MessageStatus(s))
	}
	if to := f.address("To"); to != "" {
		if to.IsAlphanumeric() {
			f.fail("To is a number such as +15558675310 or the address of a channel")
		}
		fault = fault.To(to)
	}
	if from := f.address("From"); from != "" {
		fault = fault.From(from)
	}
	if n := f.between("After", 0, 0, 1_000_000); n > 0 {
		fault = fault.After(n)
	}
	name := "Times"
	if f.form.Has("Count") {
		name = "Count"
	}
	if f.form.Get(name) == "always" {
		return fault.Always()
	}
	return fault.Times(max(f.between(name, 1, 1, 1000), 1))
}

// refusal is a call that Twilio refuses in any way.
func (f *faultForm) refusal() twiliotest.Fault {
	status := http.StatusInternalServerError
	if f.form.Get("Code") != "" && f.form.Get("Status") == "" {
		status = http.StatusBadRequest
	}
	status = f.between("Status", status, 400, 599)
	e := &twilio.Error{
		Status: status, Code: f.code(usualCode(status)),
		Message: f.form.Get("Message"), RetryAfter: f.duration("RetryAfter", 0),
	}
	if e.Message == "" {
		e.Message = cmp.Or(e.Code.Name(), http.StatusText(status))
	}
	return twiliotest.FaultError(e)
}

// usualCode returns the code that comes with an HTTP status if nothing more is known, 0 if none does.
func usualCode(status int) int {
	switch status {
	case http.StatusBadRequest:
		return int(twilio.ErrUnknownParameters)
	case http.StatusUnauthorized:
		return int(twilio.ErrAuthentication)
	}
	const first = 20000 // 20404 is that of 404
	if code := first + status; twilio.ErrorCode(code).Name() != "" {
		return code
	}
	return 0
}

func (f *faultForm) code(otherwise int) twilio.ErrorCode {
	return twilio.ErrorCode(f.between("Code", otherwise, 1, 999_999))
}

// between reads a number. It returns one within the bounds whatever the form says.
func (f *faultForm) between(name string, otherwise, least, most int) int {
	s := f.form.Get(name)
	if s == "" {
		return otherwise
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < least || n > most {
		f.fail("%s is a number from %d to %d", name, least, most)
		return otherwise
	}
	return n
}

// duration reads seconds, or what Go takes: 1m30s.
func (f *faultForm) duration(name string, otherwise time.Duration) time.Duration {
	s := f.form.Get(name)
	if s == "" {
		return otherwise
	}
	if n, err := strconv.Atoi(s); err == nil {
		s = strconv.Itoa(n) + "s"
	}
	d, err := time.ParseDuration(s)
	if err != nil || d < 0 || d > 24*time.Hour {
		f.fail("%s is in seconds, or like 1m30s, and at most 24h", name)
		return otherwise
	}
	return d
}

func (f *faultForm) address(name string) channels.Address {
	a := channels.Address(f.form.Get(name))
	if a != "" && a.Validate() != nil {
		f.fail("%s is a number such as +15558675310 or the address of a channel", name)
		return ""
	}
	return a
}

// refusePhone sets what a phone does with messages from now on.
func (d *devphone) refusePhone(w http.ResponseWriter, form url.Values) {
	f := &faultForm{form: form}
	address, code := channels.Address(form.Get("Phone")), f.between("Code", 0, 0, 999_999)
	outcome := form.Get("Outcome")
	if outcome != "" && outcome != string(twilio.StatusUndelivered) && outcome != string(twilio.StatusFailed) {
		f.fail("Outcome is undelivered or failed")
	}
	if f.err != nil {
		refuse(w, http.StatusBadRequest, f.err.Error())
		return
	}
	if !person(w, address) {
		return
	}
	phone := d.emulator().Phone(address)
	if outcome == string(twilio.StatusFailed) {
		phone.Fail(twilio.ErrorCode(code))
	} else {
		phone.Refuse(twilio.ErrorCode(code))
	}
	writeJSON(w, http.StatusOK, map[string]any{"phone": address, "code": code})
}
