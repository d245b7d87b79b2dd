// Verifies a log that write_log has written, and one-bit mutants of each of its files.
//
//	go run . FOLDER            the log as it is
//	go run . FOLDER proofs     every proof of all-proofs against what Go computes from the leaves' hashes
//	go run . FOLDER mutants    every mutant must be refused
//
// Prints what was verified, and exits with 1 if anything is not as it should be.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// verifyLog opens the checkpoint, authenticates every tile by it, and every leaf by its tile and by an inclusion proof.
func verifyLog(f files) (leaves, tilesRead int64, err error) {
	log, witness, err := f.keys()
	if err != nil {
		return 0, 0, err
	}
	text, err := f.read("checkpoint")
	if err != nil {
		return 0, 0, err
	}
	tree, err := openCheckpoint(text, log, witness)
	if err != nil {
		return 0, 0, err
	}
	source := &tiles{files: f}
	reader := tlog.TileHashReader(tree, source)
	for index := int64(0); index*256 < tree.N; index++ {
		width := tree.N - index*256
		if width > 256 {
			width = 256
		}
		bundle, err := f.bundle(index, width)
		if err != nil {
			return 0, 0, err
		}
		var indexes []int64
		for i := range bundle {
			indexes = append(indexes, tlog.StoredHashIndex(0, index*256+int64(i)))
		}
		hashes, err := reader.ReadHashes(indexes)
		if err != nil {
			return 0, 0, err
		}
		for i, leaf := range bundle {
			if tlog.RecordHash(leaf) != hashes[i] {
				return 0, 0, fmt.Errorf("leaf %d is not the one in the tree", index*256+int64(i))
			}
		}
		// One leaf of each bundle also by its proof.
		number := index*256 + index*97%width
		proof, err := tlog.ProveRecord(tree.N, number, reader)
		if err != nil {
			return 0, 0, err
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, number, hashes[number%256]); err != nil {
			return 0, 0, err
		}
	}
	return tree.N, int64(source.read), nil
}

// verifyProof checks one .tlog-proof for the leaf that its index names.
func verifyProof(f files, name string) error {
	log, witness, err := f.keys()
	if err != nil {
		return err
	}
	content, err := f.read(name)
	if err != nil {
		return err
	}
	proof, err := parseProof(content)
	if err != nil {
		return err
	}
	tree, err := openCheckpoint(proof.checkpoint, log, witness)
	if err != nil {
		return err
	}
	// Which leaf the proof is for is known from elsewhere: here, from its name.
	var asked int64
	if _, err := fmt.Sscanf(filepath.Base(name), "%d.tlog-proof", &asked); err != nil || asked != proof.index {
		return errors.New("the proof is for another leaf")
	}
	width := tree.N - asked/256*256
	if width > 256 {
		width = 256
	}
	bundle, err := f.bundle(asked/256, width)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(proof.hashes, tree.N, tree.Hash, asked, tlog.RecordHash(bundle[asked%256]))
}

// verifyGrowth checks that the log only grew from the older checkpoint to the newer one, by what the log sent its witness.
func verifyGrowth(f files) error {
	log, witness, err := f.keys()
	if err != nil {
		return err
	}
	olderText, err := f.read("older")
	if err != nil {
		return err
	}
	request, err := f.read("add-checkpoint")
	if err != nil {
		return err
	}
	older, err := openCheckpoint(olderText, log, witness)
	if err != nil {
		return err
	}
	old, hashes, newerText, err := parseNumbered(request, "old ")
	if err != nil {
		return err
	}
	newer, err := openCheckpoint(newerText, log)
	if err != nil {
		return err
	}
	if old != older.N {
		return errors.New("the request is for another older tree")
	}
	return tlog.CheckTree(hashes, newer.N, newer.Hash, older.N, older.Hash)
}

func proofNames(f files) ([]string, error) {
	names, err := filepath.Glob(filepath.Join(f.folder, "proofs", "*.tlog-proof"))
	for i := range names {
		names[i], _ = filepath.Rel(f.folder, names[i])
	}
	sort.Strings(names)
	if err == nil && len(names) == 0 {
		err = errors.New("no proofs")
	}
	return names, err
}

// verifyPublished checks the log and every proof file.
func verifyPublished(f files) (told string, err error) {
	leaves, read, err := verifyLog(f)
	if err != nil {
		return "", err
	}
	names, err := proofNames(f)
	if err != nil {
		return "", err
	}
	for _, name := range names {
		if err := verifyProof(f, name); err != nil {
			return "", fmt.Errorf("%s: %v", name, err)
		}
	}
	return fmt.Sprintf("%d leaves, %d tiles read, %d proof files", leaves, read, len(names)), nil
}

func printPublished(f files) error {
	told, err := verifyPublished(f)
	if err == nil {
		fmt.Println(told)
	}
	return err
}

func verifyAll(f files) error {
	told, err := verifyPublished(f)
	if err != nil {
		return err
	}
	if err := verifyGrowth(f); err != nil {
		return err
	}
	fmt.Println(told + ", one growth")
	return nil
}

// compareProofs holds each line of all-proofs against Go's own computation, and has Go check it too.
func compareProofs(f files) error {
	file, err := os.Open(filepath.Join(f.folder, "all-proofs"))
	if err != nil {
		return err
	}
	defer file.Close()
	var stored []tlog.Hash
	roots := map[int64]tlog.Hash{}
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var hashes []tlog.Hash
		for _, index := range indexes {
			hashes = append(hashes, stored[index])
		}
		return hashes, nil
	})
	counted := map[string]int{}
	scanner := bufio.NewScanner(file)
	for scanner.Scan() {
		var kind string
		var first, size int64
		fields := strings.Fields(scanner.Text())
		if _, err := fmt.Sscan(strings.Join(fields[:3], " "), &kind, &first, &size); err != nil {
			return err
		}
		var hashes []tlog.Hash
		for _, text := range fields[3:] {
			hash, err := tlog.ParseHash(text)
			if err != nil {
				return err
			}
			hashes = append(hashes, hash)
		}
		var own []tlog.Hash
		var checked error
		switch kind {
		case "leaf":
			bundle, err := f.bundle(first/256, 256)
			if err != nil {
				return err
			}
			own = []tlog.Hash{tlog.RecordHash(bundle[first%256])}
			more, err := tlog.StoredHashes(first, bundle[first%256], reader)
			if err != nil {
				return err
			}
			stored = append(stored, more...)
		case "root":
			root, err := tlog.TreeHash(size, reader)
			if err != nil {
				return err
			}
			own, roots[size] = []tlog.Hash{root}, root
		case "inclusion":
			if own, err = tlog.ProveRecord(size, first, reader); err != nil {
				return err
			}
			checked = tlog.CheckRecord(hashes, size, roots[size], first, stored[tlog.StoredHashIndex(0, first)])
		case "consistency":
			if own, err = tlog.ProveTree(size, first, reader); err != nil {
				return err
			}
			checked = tlog.CheckTree(hashes, size, roots[size], first, roots[first])
		default:
			return errors.New("an unknown line: " + kind)
		}
		if checked != nil || fmt.Sprint(own) != fmt.Sprint(hashes) {
			return fmt.Errorf("%s %d %d is not Go's: %v", kind, first, size, checked)
		}
		counted[kind]++
	}
	fmt.Printf("%d leaves, %d roots, %d inclusion proofs, %d consistency proofs\n", counted["leaf"], counted["root"], counted["inclusion"], counted["consistency"])
	return scanner.Err()
}

// mutants changes the file bit by bit, every step-th bit, and has each refused. Go reads base 64 whose last digit has bits set that stand for nothing; such a
// text means the same bytes, and is counted apart.
func mutants(f files, name string, step int, verify func(files) error) (refused, same int, err error) {
	content, err := f.read(name)
	if err != nil {
		return 0, 0, err
	}
	if err := verify(f); err != nil {
		return 0, 0, fmt.Errorf("%s is refused unchanged: %v", name, err)
	}
	for bit := 0; bit < 8*len(content); bit += step {
		changed := append([]byte(nil), content...)
		changed[bit/8] ^= 1 << (bit % 8)
		if verify(f.with(name, changed)) != nil {
			refused++
			continue
		}
		// Only the last digit before the padding has such bits.
		if next := bit/8 + 1; next >= len(content) || content[next] != '=' {
			return 0, 0, fmt.Errorf("%s with bit %d changed is accepted", name, bit)
		}
		same++
	}
	return refused, same, nil
}

func verifyMutants(f files) error {
	names, err := proofNames(f)
	if err != nil {
		return err
	}
	whole := func(g files) error { _, _, err := verifyLog(g); return err }
	kinds := []struct {
		what, name string
		step       int
		verify     func(files) error
	}{
		{"checkpoint and cosignature", "checkpoint", 1, whole},
		{"leaves", "tile/entries/000", 173, whole},
		{"leaves of a partial bundle", "tile/entries/002.p/88", 173, whole},
		{"full tile", "tile/0/001", 61, whole},
		{"partial tile", "tile/0/002.p/88", 31, whole},
		{"partial tile of level 1", "tile/1/000.p/2", 1, whole},
		{"proof file", names[len(names)/2], 1, func(g files) error { return verifyProof(g, names[len(names)/2]) }},
		{"older checkpoint", "older", 1, verifyGrowth},
		{"consistency proof and newer checkpoint", "add-checkpoint", 1, verifyGrowth},
	}
	for _, kind := range kinds {
		refused, same, err := mutants(f, kind.name, kind.step, kind.verify)
		if err != nil {
			return err
		}
		if refused == 0 {
			return fmt.Errorf("%s: nothing was changed", kind.what)
		}
		fmt.Printf("%s: %d mutants refused, %d mean the same bytes to Go\n", kind.what, refused, same)
	}
	return nil
}

func main() {
	run := map[string]func(files) error{"": verifyAll, "published": printPublished, "proofs": compareProofs, "mutants": verifyMutants}
	mode := strings.Join(os.Args[2:], " ")
	if run[mode] == nil {
		fmt.Fprintln(os.Stderr, "FOLDER [published, proofs or mutants]")
		os.Exit(2)
	}
	if err := run[mode](files{folder: os.Args[1]}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
