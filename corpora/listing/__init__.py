"""Page segmentation: which posts are on a page of many?"""
