package twiliotest

import "strings"

// routesOf returns the routes of a product, which are listed when it is first called, since most
// tests call one or two.
func (tw *Twilio) routesOf(product string) []route {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	list, known := tw.routes[product]
	if !known {
		if routes := tw.products[product]; routes != nil {
			list = routes()
			tw.routes[product] = list
		}
	}
	return list
}

// match returns the route for a request and what its pattern's names stand for. wrongMethod
// tells that only other methods are served at the path.
func match(routes []route, method string, segments []string, suffix string) (found *route, vars map[string]string, wrongMethod bool) {
	for i := range routes {
		pattern, wanted := routes[i].pattern, ""
		if p, ok := strings.CutSuffix(pattern, ".json"); ok {
			pattern, wanted = p, ".json"
		}
		if suffix != wanted {
			continue
		}
		v, ok := bind(pattern, segments)
		switch {
		case ok && routes[i].method == method:
			return &routes[i], v, false
		case ok:
			vars, wrongMethod = v, true
		}
	}
	return nil, vars, wrongMethod
}

func bind(pattern string, segments []string) (map[string]string, bool) {
	vars, i := map[string]string(nil), 0
	for part := range strings.SplitSeq(pattern[1:], "/") {
		switch {
		case i == len(segments):
			return nil, false
		case part[0] == '{':
			if vars == nil {
				vars = make(map[string]string, 2)
			}
			vars[part[1:len(part)-1]] = segments[i]
		case part != segments[i]:
			return nil, false
		}
		i++
	}
	return vars, i == len(segments)
}
