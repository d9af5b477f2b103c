-- Which articles are worth comparing, past what one folder bears: `helpers.reuse.candidates` as SQL, table by table.
--
-- In:  keys(owner, key)   the distinct keys of every article (helpers.reuse.candidates.pack_blocks makes them, part by
--                         part): `owner` numbers the articles in the order of their ids, `key` is an unsigned integer
--      corpus(n_articles) one row
-- Out: candidates(left_owner, right_owner, share_rare)
--
-- The same pairs with the same shares, to the last bit, as in memory and over files: weights are multiples of 2^-36, so
-- sums of them are exact in any order. Each step is a table: as one query it needs the memory of all of them.
-- Written for DuckDB; in Spark SQL round_even(x, 0) is bround(x), and CREATE TEMP TABLE is CREATE TABLE.

-- keys in 2 to 1,000 articles: in one they join nothing, in more they say nothing
CREATE TEMP TABLE held AS
SELECT key, count(*) AS holders FROM keys GROUP BY key HAVING count(*) BETWEEN 2 AND 1000;

-- every article asks with its rarest keys first, until it has looked at 2,000 articles
CREATE TEMP TABLE asked AS
SELECT owner, key, holders FROM (
  SELECT owner, key, holders,
         sum(holders) OVER (PARTITION BY owner ORDER BY holders, key ROWS UNBOUNDED PRECEDING) AS looked_at
  FROM keys JOIN held USING (key)
) WHERE looked_at <= 2000;

-- what a key weighs: log(articles / holders), on the grid
CREATE TEMP TABLE rarities AS
SELECT owner, key, round_even((ln(CAST(n_articles AS DOUBLE) / holders) + 0.1) * 68719476736.0, 0) / 68719476736.0 AS rarity
FROM asked, corpus;

-- its share of all that the article asks with
CREATE TEMP TABLE wants AS
SELECT owner, key, round_even(rarity / sum(rarity) OVER (PARTITION BY owner) * 68719476736.0, 0) / 68719476736.0 AS weight
FROM rarities;

-- what each article shares with each other
CREATE TEMP TABLE shares AS
SELECT wants.owner AS owner, keys.owner AS other, sum(weight) AS share
FROM wants JOIN keys ON wants.key = keys.key AND wants.owner <> keys.owner
GROUP BY wants.owner, keys.owner
HAVING sum(weight) >= 0.05;

-- the ten nearest of each
CREATE TEMP TABLE nearest AS
SELECT * FROM (
  SELECT owner, other, share, row_number() OVER (PARTITION BY owner ORDER BY share DESC, other) AS place FROM shares
) WHERE place <= 10;

-- those that are close, by their share or far ahead of the next; each pair once
CREATE TABLE candidates AS
SELECT least(owner, other) AS left_owner, greatest(owner, other) AS right_owner, max(share) AS share_rare
FROM (
  SELECT owner, other, share, place,
         coalesce(lead(share) OVER (PARTITION BY owner ORDER BY place), 0.05) AS next_share
  FROM nearest
)
WHERE share >= 0.12 OR (place = 1 AND share >= 1.4 * next_share)
GROUP BY least(owner, other), greatest(owner, other);
