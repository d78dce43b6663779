"""Makes pca.json: principal components of a small content matrix by scikit-learn.

Usage: python make_pca.py > pca.json
Needs numpy, scikit-learn. The matrix is generated with whole numbers only, so that the test generates the same. Components are
given up to their sign.
"""
import json

import numpy as np
from sklearn.decomposition import PCA

N_ITEMS, N_FEATURES, N_COMPONENTS = 80, 24, 8

state = 12345


def draw(n):
    global state
    state = (state * 1103515245 + 12345) % (1 << 31)
    return (state >> 8) % n


X = np.zeros((N_ITEMS, N_FEATURES))
for item in range(N_ITEMS):
    for _ in range(1 + draw(6)):
        column = draw(8) * 3 + item % 3 if draw(4) else draw(N_FEATURES)
        X[item, column] = (1 + draw(12)) / 4
pca = PCA(n_components=N_COMPONENTS, svd_solver="full").fit(X)
places = pca.transform(X)
ratios = pca.explained_variance_ratio_.tolist()
print(json.dumps({"explained_variance_ratio": ratios, "components": pca.components_.tolist(), "places": places[::8].tolist()}))
