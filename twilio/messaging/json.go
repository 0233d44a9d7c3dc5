package messaging

import (
	"encoding/json"
	"maps"
)

// withExtra writes the members of a struct and those of extra as one JSON object. One in extra
// takes the place of one in the struct.
func withExtra(known any, extra map[string]any) ([]byte, error) {
	b, err := json.Marshal(known)
	if err != nil || len(extra) == 0 {
		return b, err
	}
	all := map[string]any{}
	if err := json.Unmarshal(b, &all); err != nil {
		return nil, err
	}
	maps.Copy(all, extra)
	return json.Marshal(all)
}
