-- AlterTable
ALTER TABLE "nomination" ADD COLUMN     "nominee_spelled" TEXT NOT NULL DEFAULT '';

-- What is there is brought to the new keys: y at a syllable's end as i, and letters with the set of their marks, word by
-- word ("Hòa" and "Hoà" are hoa/2), as flows/vi/spelling.ts makes them.
UPDATE "nomination" SET "nominee_folded" = regexp_replace("nominee_folded", '(^|[^a])y(?= |$)', '\1i', 'g');
UPDATE "nomination" SET "nominee_parts" =
  coalesce((SELECT string_agg(part, ' ' ORDER BY part COLLATE "C") FROM unnest(string_to_array("nominee_folded", ' ')) AS part), '');
UPDATE "nomination" SET "nominee_spelled" = coalesce((
  SELECT string_agg(concat_ws('/', letters, marks), ' ' ORDER BY at)
  FROM (
    SELECT at, string_agg(letter, '' ORDER BY place) FILTER (WHERE mark = '') AS letters,
      string_agg(DISTINCT mark COLLATE "C", '' ORDER BY mark COLLATE "C") FILTER (WHERE mark <> '') AS marks
    FROM (
      SELECT at, place * 2 AS place, translate(sign, 'đĐ', 'dd') AS letter,
        CASE WHEN sign ~ E'[\u0300-\u036F]' THEN translate(sign, E'\u0301\u0300\u0309\u0303\u0323\u0302\u031B\u0306', '12345^ww') ELSE '' END AS mark
      FROM unnest(regexp_split_to_array(btrim(lower(normalize("nominee_name", NFD))), '\s+')) WITH ORDINALITY AS w(word, at),
        unnest(string_to_array(word, NULL)) WITH ORDINALITY AS s(sign, place)
      UNION ALL
      SELECT at, place * 2 + 1, '', 'd'
      FROM unnest(regexp_split_to_array(btrim(lower(normalize("nominee_name", NFD))), '\s+')) WITH ORDINALITY AS w(word, at),
        unnest(string_to_array(word, NULL)) WITH ORDINALITY AS s(sign, place) WHERE sign IN ('đ', 'Đ')) AS signs
    GROUP BY at) AS spelled), '');
