package twiliotest

import "strings"

// routesOf returns the routes of a product, which are listed when it is first called, since most
// tests call one or two.
func (tw *Twilio) routesOf(product string) []served {
	if list, known := tw.routes.Load(product); known {
		return list.([]served) //nolint:forcetypeassert // nothing else is stored
	}
	var list []served
	if routes := tw.products[product]; routes != nil {
		list = serving(routes())
		tw.routes.Store(product, list)
	}
	return list
}

// served is a route whose pattern has been taken apart, once for all requests.
type served struct {
	route
	parts  []string
	suffix string // of the last part
}

func serving(routes []route) []served {
	list := make([]served, len(routes))
	for i, r := range routes {
		pattern, json := strings.CutSuffix(r.pattern, ".json")
		list[i] = served{route: r, parts: strings.Split(pattern[1:], "/")}
		if json {
			list[i].suffix = ".json"
		}
	}
	return list
}

// match returns the route for a request and what its pattern's names stand for. wrongMethod
// tells that only other methods are served at the path.
func match(routes []served, method string, segments []string, suffix string) (found *route, vars pathVars, wrongMethod bool) {
	var other *served
	for i := range routes {
		s := &routes[i]
		switch {
		case s.suffix != suffix || !s.leadsTo(segments):
		case s.method == method:
			return &s.route, s.bind(segments), false
		default:
			other = s
		}
	}
	if other == nil {
		return nil, pathVars{}, false
	}
	return nil, other.bind(segments), true
}

func (s *served) leadsTo(segments []string) bool {
	if len(s.parts) != len(segments) {
		return false
	}
	for i, part := range s.parts {
		if part != segments[i] && part[0] != '{' {
			return false
		}
	}
	return true
}

func (s *served) bind(segments []string) pathVars { return pathVars{s, segments} }

// pathVars are what the names in a route's pattern stand for.
type pathVars struct {
	route    *served
	segments []string
}

// lookup returns what a name stands for, and whether the pattern has it.
func (v pathVars) lookup(name string) (string, bool) {
	if v.route == nil {
		return "", false
	}
	for i, part := range v.route.parts {
		if part[0] == '{' && part[1:len(part)-1] == name {
			return v.segments[i], true
		}
	}
	return "", false
}

// get is lookup of a name that the pattern has.
func (v pathVars) get(name string) string {
	value, _ := v.lookup(name)
	return value
}
