// Verifies an opened archive of an access log with Go's own packages note and tlog (golang.org/x/mod/sumdb): signatures, proofs, tiles, and the
// hashes of leaves and nodes are theirs. What is made here is the order in which all leaves of a tree lead to its root.
//
//	go run verify.go FOLDER TRUSTED        everything
//	go run verify.go FOLDER TRUSTED tree   without the list of digests: the tree alone must find a change
//
// TRUSTED is a file of verifier keys, one a line, that you have from the institution and its witnesses on another way than this archive.
// Prints what was verified; exits with 1 where anything is not as it should be.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// must ends the program; whatever is wrong is the archive's or the reader's fault.
func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "refused:", err)
		os.Exit(1)
	}
}

func demand(holds bool, format string, values ...interface{}) {
	if !holds {
		must(fmt.Errorf(format, values...))
	}
}

var folder string

func read(path string) []byte {
	content, err := os.ReadFile(filepath.Join(folder, path))
	must(err)
	return content
}

func unbase64(text string) []byte {
	content, err := base64.StdEncoding.Strict().DecodeString(text)
	must(err)
	return content
}

// witness is a note.Verifier for c2sp.org/tlog-cosignature, which Go's package does not have.
type witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (w witness) Name() string    { return w.name }
func (w witness) KeyHash() uint32 { return w.hash }
func (w witness) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(signature), text)
	return ed25519.Verify(w.key, []byte(message), signature[8:])
}

func verifierOf(vkey string) note.Verifier {
	if parts := strings.SplitN(vkey, "+", 3); len(parts) == 3 {
		if key := unbase64(parts[2]); len(key) == 1+ed25519.PublicKeySize && key[0] == 4 {
			digest := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
			hash := binary.BigEndian.Uint32(digest[:])
			demand(fmt.Sprintf("%08x", hash) == parts[1], "a key whose id is not its own: %s", vkey)
			return witness{parts[0], hash, key[1:]}
		}
	}
	verifier, err := note.NewVerifier(vkey)
	must(err)
	return verifier
}

var trusted []note.Verifier

// open refuses a note that no trusted key of this name signed, and one with a signature of a trusted key that does not hold.
func open(text []byte, name string) string {
	opened, err := note.Open(text, note.VerifierList(trusted...))
	must(err)
	for _, signature := range opened.Sigs {
		if signature.Name == name {
			return opened.Text
		}
	}
	must(errors.New("no signature of " + name))
	return ""
}

func checkpoint(text []byte, origin string) tlog.Tree {
	body := open(text, origin)
	demand(strings.HasPrefix(body, origin+"\n"), "a checkpoint of another log than %s", origin)
	// Go's parser of heads knows one origin, that of its own log; the lines behind it are the same.
	tree, err := tlog.ParseTree([]byte("go.sum database tree\n" + strings.TrimPrefix(body, origin+"\n")))
	must(err)
	return tree
}

// manifest says what the institution signed about the archive as a whole.
type manifest struct {
	institution, log, sums, recipient string
	exported, exportedAt              string // the entry of the log that tells of this export, and its time
	first, last                       time.Time
	agents                            bool
	ranges                            map[string][2]int64
	entries, erased                   int64
}

// newest is the year in which the archive was made; its key signed the manifest.
func (m manifest) newest() string {
	year, _, _ := strings.Cut(m.exported, "/")
	return year
}

// covers says whether the period has days of this year.
func (m manifest) covers(year string) bool {
	n := number(year)
	return int64(m.first.Year()) <= n && n <= int64(m.last.Year())
}

func number(text string) int64 {
	value, err := strconv.ParseInt(text, 10, 64)
	must(err)
	return value
}

func day(text string) time.Time {
	value, err := time.Parse("2006-01-02", text)
	must(err)
	return value
}

func readManifest() manifest {
	m := manifest{ranges: map[string][2]int64{}}
	text := read("manifest")
	lines := strings.Split(string(text), "\n")
	demand(lines[0] == "crossroads-log-archive-v1", "the manifest is of another kind")
	for _, line := range lines[1:] {
		words := strings.Fields(line)
		if len(words) == 0 {
			break
		}
		switch words[0] {
		case "institution":
			m.institution = words[1]
		case "log":
			m.log = words[1]
		case "period":
			m.first, m.last = day(words[1]), day(words[2])
		case "agents":
			m.agents = words[1] == "yes"
		case "range":
			m.ranges[words[1]] = [2]int64{number(words[2]), number(words[3])}
		case "entries":
			m.entries = number(words[1])
		case "erased":
			m.erased = number(words[1])
		case "exported":
			m.exported, m.exportedAt = words[1], words[2]
		case "recipient":
			m.recipient = words[1]
		case "sums":
			m.sums = words[1]
		}
	}
	open(text, m.origin(m.newest()))
	return m
}

func (m manifest) origin(year string) string {
	return "crossroads.invalid/" + m.institution + "/" + m.log + "/" + year
}

// verifySums holds every file against the list, and the list against the manifest: none changed, none missing, none added.
func (m manifest) verifySums() int {
	sums := read("SHA256SUMS")
	demand(fmt.Sprintf("%x", sha256.Sum256(sums)) == m.sums, "SHA256SUMS is not the list that was signed")
	listed := map[string]bool{"SHA256SUMS": true, "manifest": true}
	for _, line := range strings.Split(strings.TrimSuffix(string(sums), "\n"), "\n") {
		digest, path, _ := strings.Cut(line, "  ")
		file, err := os.Open(filepath.Join(folder, path))
		must(err)
		hash := sha256.New()
		_, err = io.Copy(hash, file)
		must(err)
		file.Close()
		demand(fmt.Sprintf("%x", hash.Sum(nil)) == digest, "%s was changed", path)
		listed[path] = true
	}
	must(filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		must(err)
		relative, err := filepath.Rel(folder, path)
		must(err)
		demand(entry.IsDir() || listed[relative], "%s is not in the list", relative)
		return nil
	}))
	return len(listed)
}

// tiles is a tlog.TileReader over tlog-tiles, whose paths have no height.
type tiles struct{ shard string }

func (t tiles) Height() int                     { return 8 }
func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}
func (t tiles) ReadTiles(all []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range all {
		content := read(t.shard + "/" + strings.Replace(tile.Path(), "tile/8/", "tile/", 1))
		demand(len(content) == tile.W*tlog.HashSize, "%s/%s has %d bytes", t.shard, tile.Path(), len(content))
		data = append(data, content)
	}
	return data, nil
}

// leaf is what the tree holds of an entry; its layout stands in README.txt.
type leaf []byte

func (l leaf) sequence() int64    { return int64(binary.BigEndian.Uint64(l[6:])) }
func (l leaf) time() time.Time    { return time.UnixMilli(int64(binary.BigEndian.Uint64(l[14:]))).UTC() }
func (l leaf) commitment() []byte { return l[54:86] }
func (l leaf) ofTheAgent() []byte { return l[118:150] }
func (l leaf) hasAnAgent() bool   { return !bytes.Equal(l[86:150], make([]byte, 64)) }
func (l leaf) isOfAPerson() bool  { return l[1] == 1 }
func (l leaf) day() string        { return l.time().Format("2006-01-02") }
func (l leaf) moment() string     { return l.time().Format("2006-01-02T15:04:05.000Z") }
func asLeaf(content []byte) leaf {
	demand(len(content) == 150, "a leaf of %d bytes", len(content))
	return content
}
func committed(salt []byte, text string) []byte {
	digest := sha256.Sum256(append(append([]byte("crossroads-log-commitment-v1"), salt...), text...))
	return digest[:]
}

// shard is what its folder proves.
type shard struct {
	year, folder string
	tree         tlog.Tree
	reader       tlog.HashReader     // nil for a year that the period has no day of: the archive has no tiles of it
	kept         map[int64]tlog.Hash // roots of its kept checkpoints, by their sizes
}

// grown is a tree made anew from its leaves: the roots of its whole subtrees, the largest first. Tiles alone would not do: the package's
// reader does not hold every tile against the one above where two of the tree's subtrees stand in one tile.
type grown struct {
	size     int64
	subtrees []tlog.Hash
}

// add takes the next leaf; `whole` gets each subtree that it completes, with its level and its place there.
func (g *grown) add(hash tlog.Hash, whole func(level int, place int64, hash tlog.Hash)) {
	g.size++
	level := 0
	for rest := g.size; rest%2 == 0; rest /= 2 {
		last := len(g.subtrees) - 1
		hash = tlog.NodeHash(g.subtrees[last], hash)
		g.subtrees = g.subtrees[:last]
		level++
		whole(level, rest/2-1, hash)
	}
	g.subtrees = append(g.subtrees, hash)
}

func (g grown) root() tlog.Hash {
	hash := g.subtrees[len(g.subtrees)-1]
	for i := len(g.subtrees) - 2; i >= 0; i-- {
		hash = tlog.NodeHash(g.subtrees[i], hash)
	}
	return hash
}

// grow makes the tree from all its leaves, and holds it against the checkpoint, the kept checkpoints, and every tile.
func (s shard) grow(visit func(place int64, one leaf)) {
	var tree grown
	for index := int64(0); index*256 < s.tree.N; index++ {
		for i, one := range s.bundle(index) {
			tree.add(tlog.RecordHash(one), func(level int, place int64, hash tlog.Hash) {
				if level%8 != 0 {
					return
				}
				tile, err := s.reader.ReadHashes([]int64{tlog.StoredHashIndex(level, place)})
				must(err)
				demand(tile[0] == hash, "hash %d of %s/tile/%d is not made of the leaves", place, s.folder, level/8)
			})
			visit(index*256+int64(i), one)
			root, known := s.kept[tree.size]
			demand(!known || root == tree.root(), "%s/kept/%d is of a log that was rewritten since", s.folder, tree.size)
		}
	}
	demand(tree.size == s.tree.N && tree.root() == s.tree.Hash, "the leaves of %s do not lead to its checkpoint", s.year)
}

// bundle reads 256 leaves, or those of the last bundle, and has each one found in its tile.
func (s shard) bundle(index int64) []leaf {
	width := s.tree.N - index*256
	if width > 256 {
		width = 256
	}
	path := tlog.Tile{H: 8, L: -1, N: index, W: int(width)}.Path()
	content := read(s.folder + "/" + strings.Replace(path, "tile/8/data/", "tile/entries/", 1))
	var leaves []leaf
	var places []int64
	for ; len(content) > 0; content = content[152:] {
		demand(len(content) >= 152 && binary.BigEndian.Uint16(content) == 150, "%s/%s is no bundle", s.folder, path)
		places = append(places, tlog.StoredHashIndex(0, index*256+int64(len(leaves))))
		leaves = append(leaves, asLeaf(content[2:152]))
	}
	demand(int64(len(leaves)) == width, "%s/%s has %d leaves", s.folder, path, len(leaves))
	hashes, err := s.reader.ReadHashes(places)
	must(err)
	for i, one := range leaves {
		place := index*256 + int64(i)
		demand(tlog.RecordHash(one) == hashes[i], "entry %s/%d is not in the tree", s.year, place)
		demand(one.sequence() == place, "entry %s/%d names another place", s.year, place)
	}
	return leaves
}

func openShard(path string, m manifest) shard {
	s := shard{year: filepath.Base(path), folder: path, kept: map[int64]tlog.Hash{}}
	origin := m.origin(s.year)
	demand(string(read(path+"/origin")) == origin+"\n", "%s/origin is another one", path)
	s.tree = checkpoint(read(path+"/checkpoint"), origin)
	if m.covers(s.year) {
		s.reader = tlog.TileHashReader(s.tree, tiles{path})
	}
	kept, err := filepath.Glob(filepath.Join(folder, path, "kept", "*", "c*"))
	must(err)
	for _, name := range kept {
		relative, _ := filepath.Rel(folder, name)
		older := checkpoint(read(relative), origin)
		demand(strconv.FormatInt(older.N, 10) == filepath.Base(filepath.Dir(name)), "%s is of another size", relative)
		root, known := s.kept[older.N]
		demand(older.N <= s.tree.N && (!known || root == older.Hash) && (older.N != s.tree.N || s.tree.Hash == older.Hash),
			"%s is of another log than the newest checkpoint", relative)
		s.kept[older.N] = older.Hash
	}
	return s
}

// line is a line of any .ndjson file of the archive.
type line struct {
	Place, Time, Leaf, Salt, Text, Proof string
	Erased                               bool
}

func (l line) leaf() leaf { return asLeaf(unbase64(l.Leaf)) }

// lines reads one file after another, each in whole.
func lines(pattern string, visit func(line)) {
	names, err := filepath.Glob(filepath.Join(folder, pattern))
	must(err)
	sort.Strings(names)
	for _, name := range names {
		content, err := os.ReadFile(name)
		must(err)
		decoder := json.NewDecoder(bytes.NewReader(content))
		decoder.DisallowUnknownFields()
		for decoder.More() {
			var one line
			must(decoder.Decode(&one))
			visit(one)
		}
	}
}

// statements is what open entries say about the log.
type statements struct {
	erased map[string]bool // days and places
	count  int
}

// said is what an entry's text says of the log itself.
type said struct{ Event, Detail string }

func saidBy(text string) (says said) {
	must(json.Unmarshal([]byte(text), &says))
	return says
}

// proven has a line's leaf found in the shard's tree by its own proof, and its text held against the leaf.
func proven(one line, s shard, m manifest) (leaf, said) {
	entry := one.leaf()
	proof, note, _ := strings.Cut(one.Proof, "\n\n")
	rows := strings.Split(proof, "\n")
	demand(len(rows) >= 2 && rows[0] == "c2sp.org/tlog-proof@v1" && one.Place == s.year+strings.Replace(rows[1], "index ", "/", 1),
		"the proof of %s is of another entry", one.Place)
	var hashes tlog.RecordProof
	for _, row := range rows[2:] {
		hash, err := tlog.ParseHash(row)
		must(err)
		hashes = append(hashes, hash)
	}
	demand(checkpoint([]byte(note), m.origin(s.year)) == s.tree, "the proof of %s is of another tree", one.Place)
	err := tlog.CheckRecord(hashes, s.tree.N, s.tree.Hash, entry.sequence(), tlog.RecordHash(entry))
	demand(err == nil, "%s is not in the tree: %v", one.Place, err)
	demand(one.Place == fmt.Sprintf("%s/%d", s.year, entry.sequence()), "%s is the leaf of another entry", one.Place)
	demand(bytes.Equal(committed(unbase64(one.Salt), one.Text), entry.commitment()), "%s says something else than its leaf is committed to", one.Place)
	return entry, saidBy(one.Text)
}

// exportedOn is the UTC day on which the archive was made, by the clock of the log: of the entry `exported` that orders this very archive. The
// manifest alone could name any day.
func exportedOn(shards []shard, m manifest) time.Time {
	agents := "without"
	if m.agents {
		agents = "with"
	}
	order := fmt.Sprintf("archive %s %s %s agents, sealed to %s", m.first.Format("2006-01-02"), m.last.Format("2006-01-02"), agents, m.recipient)
	var found []leaf
	for _, s := range shards {
		lines(s.folder+"/exported.ndjson", func(one line) {
			entry, says := proven(one, s, m)
			demand(one.Place == m.exported && says.Event == "exported" && says.Detail == order && entry.moment() == m.exportedAt,
				"%s does not tell of this export", one.Place)
			found = append(found, entry)
		})
	}
	demand(len(found) == 1, "no entry of the log tells of this export")
	return day(found[0].day())
}

// verifyOpen checks the entries that anyone may open, and that each shard begins with the last checkpoint of the one before.
func verifyOpen(s shard, before *shard, m manifest, said *statements) {
	linked := before == nil
	lines(s.folder+"/open.ndjson", func(one line) {
		entry, says := proven(one, s, m)
		if before != nil && entry.sequence() == 0 {
			last := checkpoint([]byte(says.Detail), m.origin(before.year))
			demand(last == before.tree, "%s does not begin where %s ended", s.year, before.year)
			linked = true
		}
		for _, row := range strings.Split(says.Detail, "\n") {
			words := strings.Fields(row)
			if says.Event == "erased" && len(words) == 2 && strings.HasPrefix(words[0], "erased-") {
				said.erased[words[1]] = true
			}
		}
		said.count++
	})
	demand(linked, "%s is not linked to the year before", s.year)
}

// verifyEntries holds the entries of a shard against its leaves: all of the period, in their order, each what its leaf is committed to.
// `exported` is the day on which the archive was made: what came on it, or since, may have come too late for it.
func verifyEntries(s shard, m manifest, said statements, exported time.Time) (entries, erased, agents int64) {
	within := m.ranges[s.year]
	next := within[0]
	named := map[string]line{}
	lines("agents/"+s.year+"/*.ndjson", func(one line) {
		_, twice := named[one.Place]
		demand(m.agents && !twice, "an agent of %s that should not be here", one.Place)
		named[one.Place] = one
	})
	part := func(one line, entry leaf, commitment []byte) {
		if one.Erased {
			demand(one.Text == "" && one.Salt == "", "%s is erased and is not", one.Place)
			demand(said.erased[one.Place] || entry.isOfAPerson() && said.erased[entry.day()], "%s was erased and no entry of the log says so", one.Place)
			return
		}
		demand(bytes.Equal(committed(unbase64(one.Salt), one.Text), commitment), "%s is not what its leaf is committed to", one.Place)
	}
	var leaves []leaf
	lines("entries/"+s.year+"/*.ndjson", func(one line) {
		demand(one.Place == fmt.Sprintf("%s/%d", s.year, next) && next < within[1], "%s stands where another entry should", one.Place)
		if leaves == nil || next%256 == 0 {
			leaves = s.bundle(next / 256)
		}
		entry := leaves[next%256]
		demand(bytes.Equal(one.leaf(), entry), "%s has another leaf than the log", one.Place)
		demand(one.Time == entry.moment(), "%s has another time than its leaf", one.Place)
		demand(!entry.time().Before(m.first) && entry.time().Before(m.last.AddDate(0, 0, 1)), "%s is not of the period", one.Place)
		part(one, entry, entry.commitment())
		if one.Erased {
			erased++
		}
		agent, known := named[one.Place]
		demand(known == (m.agents && entry.hasAnAgent()), "%s has an agent too many or too few", one.Place)
		if known {
			part(agent, entry, entry.ofTheAgent())
			delete(named, one.Place)
			agents++
		}
		next++
	})
	demand(next == within[1] && len(named) == 0, "entries of %s from %d on are missing", s.year, next)
	// Every leaf of the shard is in the tree, and what is of the period is in the archive. A year of the period without a range has none.
	s.grow(func(place int64, one leaf) {
		here, late := within[0] <= place && place < within[1], place >= within[1] && !one.time().Before(exported)
		demand(here || late || one.time().Before(m.first) || !one.time().Before(m.last.AddDate(0, 0, 1)), "%s/%d is of the period and is missing", s.year, place)
	})
	return next - within[0], erased, agents
}

// verifyBeginning refuses an archive whose first years were left out: its first shard must be of the period's first year, or follow an older one, or
// be the first one of the log.
func verifyBeginning(s shard, m manifest) {
	if number(s.year) <= int64(m.first.Year()) {
		return
	}
	begins := false
	lines("entries/"+s.year+"/*.ndjson", func(one line) {
		if one.Place != s.year+"/0" {
			return
		}
		begins = true
		if one.Erased && one.leaf().isOfAPerson() {
			return // what links a year to the one before is of the log, and never erased
		}
		origin, _, _ := strings.Cut(saidBy(one.Text).Detail, "\n")
		if before := strings.TrimPrefix(origin, m.origin("")); before != origin {
			begins = number(before) < int64(m.first.Year())
		}
	})
	demand(begins, "%s follows a year of the period that is missing", s.year)
}

func main() {
	demand(len(os.Args) == 3 || len(os.Args) == 4 && os.Args[3] == "tree", "usage: verify FOLDER TRUSTED [tree]")
	folder = os.Args[1]
	keys, err := os.ReadFile(os.Args[2])
	must(err)
	for _, vkey := range strings.Fields(string(keys)) {
		trusted = append(trusted, verifierOf(vkey))
	}
	m := readManifest()
	if len(os.Args) == 3 {
		fmt.Println(m.verifySums(), "files are those that were signed")
	}
	names, err := filepath.Glob(filepath.Join(folder, "shards", "*"))
	must(err)
	sort.Strings(names)
	said := statements{erased: map[string]bool{}}
	var shards []shard
	for i, name := range names {
		relative, _ := filepath.Rel(folder, name)
		shards = append(shards, openShard(relative, m))
		var before *shard
		if i > 0 {
			before = &shards[i-1]
		}
		verifyOpen(shards[i], before, m, &said)
	}
	exported := exportedOn(shards, m)
	verifyBeginning(shards[0], m)
	var entries, erased, agents int64
	for _, s := range shards {
		if s.reader == nil {
			continue
		}
		more, gone, who := verifyEntries(s, m, said, exported)
		entries, erased, agents = entries+more, erased+gone, agents+who
		delete(m.ranges, s.year)
	}
	demand(len(m.ranges) == 0 && entries == m.entries && erased == m.erased, "entries of the period are missing")
	fmt.Printf("%d entries in the tree and as they were logged, %d of them erased, %d agents, %d open entries proven, %d checkpoints' trees\n",
		entries, erased, agents, said.count, len(shards))
	if !exported.After(m.last) {
		fmt.Printf("the archive was made on %s, within its period: entries of this day and of later ones may be missing\n", exported.Format("2006-01-02"))
	}
}
