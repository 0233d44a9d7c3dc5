package twiliotest

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"slices"
	"strconv"
)

// The file of [Twilio.KeepState] begins with stateTitle, a version and a salt. Batches follow: what
// the records are made of, then all records, then what changed since, a batch at a time, each on disk
// before the next is begun. A program that ends by itself ends the file with an empty batch.
//
// A batch is its mark, its length, its number, a checksum of what it holds and one of all that.
// Checksums begin with the salt, so that no message can look like a batch.
const (
	stateTitle   = "twiliotest state "
	stateVersion = 1
	batchMark    = 0xb47c4a17
	batchHead    = 4 + 4 + 4 + 4 + 4
)

// stateLog writes batches.
type stateLog struct {
	salt uint32
	next uint32 // number of a batch
}

// begin returns the beginning of a new file.
func (l *stateLog) begin() []byte {
	var salt [4]byte
	_, _ = rand.Read(salt[:]) // which never fails
	l.salt, l.next = binary.LittleEndian.Uint32(salt[:]), 0
	return append(fmt.Appendf(nil, "%s%d\n", stateTitle, stateVersion), salt[:]...)
}

// batch appends a batch that holds records to a file's bytes.
func (l *stateLog) batch(to, records []byte) []byte {
	head := make([]byte, 0, batchHead)
	head = binary.LittleEndian.AppendUint32(head, batchMark)
	head = binary.LittleEndian.AppendUint32(head, uint32(len(records)))
	head = binary.LittleEndian.AppendUint32(head, l.next)
	head = binary.LittleEndian.AppendUint32(head, l.sum(records))
	head = binary.LittleEndian.AppendUint32(head, l.sum(head))
	l.next++
	return slices.Concat(to, head, records)
}

func (l *stateLog) sum(b []byte) uint32 {
	return crc32.Update(l.salt, crc32.MakeTable(crc32.Castagnoli), b)
}

// errBatch says that there is no whole batch at a place in the file.
var errBatch = errors.New("no batch")

// read returns what the batch at the beginning of in holds, and what follows it.
func (l *stateLog) read(in []byte) (records, rest []byte, err error) {
	if len(in) < batchHead || binary.LittleEndian.Uint32(in) != batchMark ||
		binary.LittleEndian.Uint32(in[16:]) != l.sum(in[:16]) || binary.LittleEndian.Uint32(in[8:]) != l.next {
		return nil, nil, errBatch
	}
	length := uint64(binary.LittleEndian.Uint32(in[4:]))
	if uint64(len(in)-batchHead) < length {
		return nil, nil, errBatch
	}
	records, rest = in[batchHead:batchHead+length], in[batchHead+length:]
	if binary.LittleEndian.Uint32(in[12:]) != l.sum(records) {
		return nil, nil, errBatch
	}
	return records, rest, nil
}

// batches returns what a file's batches hold. A batch at the end that is not whole was being written
// when the program was killed, and nobody has been told of what is in it; torn says how many bytes of
// it there are. One before others that are whole is an error.
func batches(file []byte) (list [][]byte, torn int, err error) {
	rest, ok := bytes.CutPrefix(file, []byte(stateTitle))
	version, rest, whole := bytes.Cut(rest, []byte("\n"))
	const digits = 9
	switch {
	case !ok, !whole, len(version) > digits, len(rest) < 4:
		return nil, 0, errors.New("it is no file of an emulator's state")
	case string(version) != strconv.Itoa(stateVersion):
		return nil, 0, fmt.Errorf("it has the format %q, and this version reads %d", version, stateVersion)
	}
	l := &stateLog{salt: binary.LittleEndian.Uint32(rest)}
	for rest = rest[4:]; len(rest) > 0; l.next++ {
		records, after, err := l.read(rest)
		if err != nil {
			if l.later(rest) || len(list) < 2 {
				return nil, 0, fmt.Errorf("it is damaged %d bytes from its beginning", len(file)-len(rest))
			}
			return list, len(rest), nil
		}
		list, rest = append(list, records), after
	}
	if len(list) < 2 { // a file gets its name once it has them
		return nil, 0, errors.New("it is cut off")
	}
	return list, 0, nil
}

// later reports whether a whole batch comes somewhere behind the beginning of in. It is one that was
// begun when the one that is missing was on disk.
func (l *stateLog) later(in []byte) bool {
	mark := binary.LittleEndian.AppendUint32(nil, batchMark)
	for len(in) > 1 {
		at := bytes.Index(in[1:], mark)
		if at < 0 {
			return false
		}
		if in = in[1+at:]; len(in) >= batchHead {
			other := &stateLog{salt: l.salt, next: binary.LittleEndian.Uint32(in[8:])}
			if _, _, err := other.read(in); err == nil && other.next >= l.next {
				return true
			}
		}
	}
	return false
}
